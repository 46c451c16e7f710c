import Domain
import Foundation
import Hummingbird
import Pipeline
import Server
import YAMLReading

/// The deliveries of a scope.
enum DeliveryRoutes {
    static let scoped = [
        ScopeRoute(.get, "/deliveries") { call, scope in
            let (query, after, limit) = try call.deliveryQuery(in: scope)
            let page = try await scope.deliveries(query, after: after, limit: limit)
            return .json(DeliveryList(page, in: scope))
        },
        ScopeRoute(.get, "/deliveries/{id}") { call, scope in
            .json(DeliveryAnswer(try await scope.delivery(call.deliveryID()), in: scope))
        },
        ScopeRoute(.get, "/deliveries/{id}/findings") { call, scope in
            .json(FindingsAnswer(try await scope.delivery(call.deliveryID()), in: scope))
        },
        ScopeRoute(.get, "/deliveries/{id}/file") { call, scope in
            try await DeliveryFile.response(try await scope.delivery(call.deliveryID()), in: scope, call)
        },
        ScopeRoute(.put, "/deliveries/{id}/status") { call, scope in
            let id = try call.deliveryID()
            let order = try await call.json { ForcedStatus.read($0) }
            return .json(
                DeliveryAnswer(try await scope.force(id, to: order.status, findings: order.findings), in: scope)
            )
        },
        ScopeRoute(.post, "/deliveries/{id}/release") { call, scope in
            let id = try call.deliveryID()
            try await call.nothing()
            return .json(DeliveryAnswer(try await scope.release(id), in: scope))
        },
    ]
}

extension ControlCall {
    /// The delivery or upload that the path names.
    ///
    /// - Throws: 400.
    func deliveryID() throws(ControlProblem) -> DeliveryID {
        let (text, form) = (self.path("id"), ScalarForm<DeliveryID>.deliveryID)
        guard let id = form.parse(text) else {
            throw .requestInvalid([FieldMistake(.path("id"), found: "'\(text.clipped())'", allowed: form.allowed)])
        }
        return id
    }

    private static let queryNames = [
        "status", "program", "format", "organisation", "period", "fileName", "user", "after", "limit",
    ]

    fileprivate func deliveryQuery(
        in scope: ControlScope
    ) throws -> (query: DeliveryQuery?, after: Int64, limit: Int) {
        let mistakes = MistakeCollection()
        let reader = QueryReader(self.request.uri.query, names: Self.queryNames, mistakes: mistakes)
        let user = reader.text("user")
        var query = DeliveryQuery(users: (user ?? scope.user?.name).map { .one($0) } ?? .outsideSandboxes)
        query.status = reader.value(
            "status",
            .status,
            among: DeliveryStatus.allCases.flatMap { [$0.rawValue, $0.text] }
        )
        query.program = reader.value("program", .program)
        query.format = reader.value("format", .format)
        query.organisation = reader.value("organisation", .organisation)
        query.period = reader.value("period", .period)
        query.fileName = reader.value("fileName", .anyText(atMost: 255))
        let after = reader.value("after", .integer(0...Int.max)) ?? 0
        let limit = reader.value("limit", .integer(1...1000)) ?? 100
        try mistakes.check()
        if let user { try scope.requireUser(user) }
        return (query, Int64(after), limit)
    }
}

private struct ForcedStatus {
    let status: DeliveryStatus
    let findings: [Finding]

    static func read(_ body: ValueReader) -> ForcedStatus? {
        guard let object = body.object(["status", "findings"]) else { return nil }
        let words = DeliveryStatus.allCases.flatMap { [$0.rawValue, $0.text] }
        let status = object.required("status", ScalarForm<DeliveryStatus>.status.allowed) {
            $0.text(.status, among: words)
        }
        let findings = object.optional("findings") { $0.list(0...1000) { Finding.read($0) } } ?? []
        return status.map { ForcedStatus(status: $0, findings: findings) }
    }
}

extension Finding {
    private static let severity = ScalarForm(FindingSeverity.allCases.map(\.rawValue).joined(separator: ", ")) { text in
        FindingSeverity.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
    }

    fileprivate static func read(_ value: ValueReader) -> Finding? {
        guard let object = value.object(["rule", "severity", "line", "column", "message"]) else { return nil }
        let rule = object.required("rule", "1 to 64 characters") { $0.text(.anyText(atMost: 64)) }
        let severity = object.required("severity", Self.severity.allowed) { $0.text(Self.severity) }
        let line = object.optional("line") { $0.integer(1...Int(Int32.max)) } ?? 1
        let column = object.optional("column") { $0.integer(1...Int(Int32.max)) } ?? 1
        let message = object.required("message", "1 to 1000 characters") { $0.text(.anyText(atMost: 1000)) }
        guard let rule, let severity, let message else { return nil }
        return Finding(
            rule: rule,
            severity: severity,
            line: line,
            column: column,
            message: BilingualText(sv: message, en: message)
        )
    }
}
