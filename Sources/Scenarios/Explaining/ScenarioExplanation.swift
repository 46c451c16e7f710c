/// What the scenarios would do with a request, and why: the same judgement as ``ScenarioEngine``'s, for one request
/// whose number in its scope is given instead of counted.
public struct ScenarioExplanation: Sendable, CustomStringConvertible {
    /// Every rule in order, and why it is not meant for the request; `nil` for one that is.
    public let rules: [(rule: RuleName, unmet: String?)]
    /// As for the first failure of an upload: `max-faults-in-a-row` is not reached.
    public let decision: Decision

    /// - Parameters:
    ///   - occurrence: the request's number among those that each rule counts, from 1.
    ///   - seed: for the scenarios that name none.
    public init(_ scenarios: [Scenario], facts: RequestFacts, occurrence: Int, seed: Seed) {
        var rules: [(rule: RuleName, unmet: String?)] = []
        var decision = Decision()
        for scenario in scenarios {
            for rule in scenario.rules {
                let loaded = LoadedRule(rule, of: scenario, id: 0, runSeed: seed)
                let unmet = loaded.unmetInWords(by: facts, number: occurrence)
                rules.append((rule: loaded.name, unmet: unmet))
                if unmet == nil { decision.add(loaded, delay: loaded.delay(for: facts, number: occurrence)) }
            }
        }
        self.rules = rules
        self.decision = decision
    }

    /// A line for each rule up to the last that is meant for the request, then what would happen.
    public var description: String {
        let last = self.rules.lastIndex { $0.unmet == nil } ?? self.rules.count - 1
        let lines = self.rules[...last].map { rule, unmet in "\(rule): " + (unmet.map { "no, \($0)" } ?? "yes") }
        let left = self.rules.count - 1 - last
        let rest = left == 0 ? [] : ["(\(left) more that do not match)"]
        return (lines + rest + [""] + self.outcome).joined(separator: "\n")
    }

    private var outcome: [String] {
        let lines = [
            Self.line("event", self.decision.event), Self.line("fault", self.decision.fault),
            Self.line("answer", self.decision.answer), Self.line("delay", self.decision.delay),
            self.decision.status.map { Self.line("status", $0.value.words, $0.rule) },
        ].compactMap { $0 }
        return lines.isEmpty
            ? ["No rule matches: the emulator does what it always does."] : ["What would happen:"] + lines
    }

    private static func line<Value: CustomStringConvertible>(_ kind: String, _ decided: Decided<Value>?) -> String? {
        decided.map { Self.line(kind, $0.value.description, $0.rule) }
    }

    private static func line(_ kind: String, _ words: String, _ rule: RuleName) -> String {
        "  \(kind): \(words) (\(rule))"
    }
}

extension LoadedRule {
    /// Why the rule is not meant for the request; `nil` when it is.
    fileprivate func unmetInWords(by facts: RequestFacts, number: Int) -> String? {
        if let unmet = self.conditions.firstUnmet(by: facts) { return self.conditions.words(for: unmet, facts: facts) }
        if let pattern = self.conditions.occurrence, !pattern.contains(number) {
            return "occurrence is \(number) for its \(self.conditions.scope.rawValue), and must be \(pattern)"
        }
        guard let share = self.conditions.share, let position = self.sharePosition(for: facts, number: number),
            position >= share.perMillion
        else { return nil }
        return "share draws \(Share.percentage(position)), and must be below \(share)"
    }
}
