import Domain
import Foundation
import Hummingbird
import Pipeline
import Server
import YAMLReading

/// The clock of a scope.
enum ClockRoutes {
    static let scoped = [
        ScopeRoute(.get, "/clock") { _, scope in .json(ClockState(scope)) },
        ScopeRoute(.put, "/clock") { call, scope in
            let change = try await call.json { Self.change($0) }
            let events = try await scope.change(change)
            return .json(ClockState(scope, events: change.toNextEvent ? events : nil))
        },
    ]

    static let routes = [
        ControlRoute(.delete, ScopeRoute.sandbox + "/clock") { call in
            let scope = try call.scope()
            try await scope.followCommonClock()
            return .json(ClockState(scope))
        }
    ]

    private static let fields = ["time", "advance", "next", "frozen"]

    private static func change(_ body: ValueReader) -> ClockChange? {
        guard let object = body.object(Self.fields) else { return nil }
        var change = ClockChange()
        change.time = object.optional("time") { $0.text(.time) }
        change.advance = object.optional("advance") { $0.text(.signedDuration) }
        change.frozen = object.optional("frozen") { $0.boolean() }
        change.toNextEvent = object.optional("next") { $0.boolean() } ?? false
        if object.mistakes.mistakes.isEmpty, !Self.fields.contains(where: object.has) {
            let _: Bool? = body.refuse("an object with at least one of \(Self.fields.joined(separator: ", "))")
        }
        return change
    }
}

/// What a clock shows.
private struct ClockState: Encodable {
    let time: Date
    let frozen: Bool
    /// Whether it is the one for all.
    let common: Bool
    /// What happens at the moment to which it was led.
    let events: [Event]?

    struct Event: Encodable {
        let environment: String
        let user: String?
        let text: String
    }

    init(_ scope: ControlScope, events: [ClockEvent]? = nil) {
        self.time = scope.now
        self.frozen = scope.isFrozen
        self.common = scope.followsCommonClock
        self.events = events.map { events in
            events.map { Event(environment: $0.environment.rawValue, user: $0.user, text: $0.text) }
        }
    }
}

extension ScalarForm<Duration> {
    private static let longest = Duration.seconds(86_400 * 36_500)

    /// A length of time, or one with a minus to go back.
    fileprivate static let signedDuration = ScalarForm(
        "\(Self.duration(.zero...Self.longest).allowed), or one with '-' before it to go back"
    ) { text in
        let length = Self.duration(.zero...Self.longest)
        return text.hasPrefix("-") ? length.parse(String(text.dropFirst())).map { .zero - $0 } : length.parse(text)
    }
}
