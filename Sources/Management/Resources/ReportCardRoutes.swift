import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import NIOCore
import Pipeline
import ReportCard
import Server
import Settings
import YAMLReading

/// How a client of a scope has behaved.
enum ReportCardRoutes {
    static let scoped = [
        ScopeRoute(.get, "/report-card") { call, scope in
            let query = try call.cardQuery(in: scope)
            let card = try await Self.card(of: query.user, isOver: query.isOver, in: scope, call.desk.emulator)
            return try query.format.response(card)
        }
    ]

    private static func card(
        of user: String,
        isOver: Bool,
        in scope: ControlScope,
        _ emulator: Emulator
    ) async throws -> ReportCard {
        let page = try scope.journal.page(limit: .max)
        let deliveries = try await scope.deliveries(limit: 1000).deliveries
        let statuses = deliveries.map { ($0.id, $0.status(at: scope.now(of: $0))) }
        let context = CardContext(
            isOver: isOver,
            isComplete: page.isComplete,
            statuses: Dictionary(statuses) { first, _ in first },
            showsBadServerCertificate: emulator.settings.tls.serverCertificate != .valid,
            fragmentBytes: emulator.settings.limits.fragmentBytes
        )
        return ReportCard(of: user, page.entries.traffic(ofUser: user), context: context)
    }
}

private enum CardFormat: String, CaseIterable, Sendable {
    case json, junit, html, text

    func response(_ card: ReportCard) throws -> Response {
        let (type, data): (String, Data) =
            switch self {
            case .json: ("application/json", try card.json())
            case .junit: ("application/xml", card.junit())
            case .html: ("text/html; charset=utf-8", Data(card.html().utf8))
            case .text: ("text/plain; charset=utf-8", Data(card.text().utf8))
            }
        // A page of ours runs nothing; a name in it that a client chose must not either.
        let headers: HTTPFields = [
            .contentType: type, .xContentTypeOptions: "nosniff", .contentSecurityPolicy: Self.policy,
        ]
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: data)))
    }

    private static let policy = "default-src 'none'; style-src 'unsafe-inline'"
}

extension ControlCall {
    fileprivate func cardQuery(
        in scope: ControlScope
    ) throws -> (user: String, format: CardFormat, isOver: Bool) {
        let mistakes = MistakeCollection()
        let reader = QueryReader(self.request.uri.query, names: ["user", "format", "over"], mistakes: mistakes)
        let users = scope.user.map { [$0.name] } ?? scope.environment.reporters.map(\.user.name)
        let format = reader.value("format", .oneOf, among: CardFormat.allCases.map(\.rawValue)) ?? CardFormat.json
        let isOver = reader.value("over", .boolean) ?? true
        // Where there is one user, no other can be meant.
        let user = reader.text("user") ?? (users.count == 1 ? users[0] : "")
        if user.isEmpty { reader.refuse("user", "nothing", users.joined(separator: ", ")) }
        try mistakes.check()
        try scope.requireUser(user)
        return (user, format, isOver)
    }
}
