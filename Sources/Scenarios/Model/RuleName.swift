/// By what a rule is known: everything that is injected is marked with it in log and journal.
public struct RuleName: Hashable, Sendable, CustomStringConvertible {
    public let scenario: String
    public let rule: String

    init(scenario: String, rule: String) {
        self.scenario = scenario
        self.rule = rule
    }

    /// `scenario/rule`; neither part contains a slash.
    public var description: String { "\(self.scenario)/\(self.rule)" }
}
