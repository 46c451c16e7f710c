public import Foundation

extension Problem.Kind {
    static let maintenance = Problem.Kind("maintenance", 503, "The environment is closed for maintenance")
}

// Problems that a scenario asks for (docs/scenarios.md). Each names its rule, so that nobody takes it for a real one.
extension Problem {
    static let scenarioKinds: [Kind] = [.maintenance]

    /// What ``scripted(status:code:rule:)`` is called when the scenario has no name for it.
    public static let scriptedCode = "scripted"

    /// An answer that a rule gives in place of the emulator's own.
    ///
    /// - Parameters:
    ///   - status: 400 to 599.
    ///   - code: kebab-case; `nil` for ``scriptedCode``.
    ///   - rule: `scenario/rule`.
    public static func scripted(status: Int, code: String?, rule: String) -> Problem {
        Problem(
            Kind(code ?? self.scriptedCode, status, "A scenario answers so"),
            detail: "The rule '\(rule)' answers \(status) to this request. Nothing is wrong with it.",
            hint: "Do what the client is to do when SCB answers so. To be without it, start without the scenario."
        )
    }

    /// - Parameters:
    ///   - end: when it opens again, by the emulator's clock.
    ///   - now: by the same clock, before `end`.
    ///   - rule: the `scenario/rule` that closed it.
    public static func maintenance(
        _ environment: EnvironmentName,
        until end: Date,
        now: Date,
        rule: String
    ) -> Problem {
        Problem(
            .maintenance,
            detail: "The \(environment) environment is closed until \(end.formatted(.iso8601)); the rule '\(rule)' "
                + "closed it.",
            hint: "Wait for as long as Retry-After says, then send the request again.",
            retryAfter: max(1, Int(end.timeIntervalSince(now).rounded(.up)))
        )
    }
}
