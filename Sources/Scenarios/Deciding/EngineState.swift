/// The rules in force and what they have counted.
struct EngineState: Sendable {
    private(set) var scenarios: [Scenario]
    private let seed: Seed
    private var table: RuleTable
    private var nextID: Int
    private var occurrences = BoundedCounts(capacity: Self.rememberedScopes)
    private var draws = BoundedCounts(capacity: Self.rememberedScopes)
    private var streaks = BoundedCounts(capacity: Self.rememberedScopes)

    /// A few megabytes a table at the most.
    private static let rememberedScopes = 1 << 15
    /// Failures in a row are counted whichever rules they come from.
    private static let anyRule = 0

    init(_ scenarios: [Scenario], seed: Seed) {
        self.scenarios = []
        self.seed = seed
        self.table = RuleTable([])
        self.nextID = Self.anyRule + 1
        self.replace(scenarios)
    }

    mutating func replace(_ scenarios: [Scenario]) {
        var staying = Dictionary(self.table.rules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var rules: [LoadedRule] = []
        for scenario in scenarios {
            for rule in scenario.rules {
                let old = staying.removeValue(forKey: RuleName(scenario: scenario.name, rule: rule.name))
                let id = old?.conditions == rule.conditions ? old?.id : nil
                rules.append(LoadedRule(rule, of: scenario, id: id ?? self.nextID, runSeed: self.seed))
                if id == nil { self.nextID += 1 }
            }
        }
        let kept = Set(rules.map(\.id))
        self.occurrences.keep { kept.contains($0.rule) }
        self.draws.keep { kept.contains($0.rule) }
        self.scenarios = scenarios
        self.table = RuleTable(rules)
    }

    var asksFileOfHistory: Bool { self.table.asksFileOfHistory }

    mutating func decide(_ facts: RequestFacts) -> Decision {
        let candidates = self.table.candidates(facts.endpoint, user: facts.user)
        if candidates.isEmpty && self.streaks.isEmpty { return .nothing }
        var decision = Decision()
        for place in candidates {
            let rule = self.table.rules[place]
            guard rule.conditions.firstUnmet(by: facts) == nil else { continue }
            let number = self.countedDraw(rule, facts)
            guard self.occurs(rule, facts), Self.isDrawn(rule, facts, number: number) else { continue }
            decision.add(rule, delay: rule.delay(for: facts, number: number))
        }
        self.limitFailures(of: &decision, facts)
        return decision
    }

    /// The number of the request in the scope of the rule's draws; 0 for a rule that draws nothing.
    private mutating func countedDraw(_ rule: LoadedRule, _ facts: RequestFacts) -> Int {
        guard rule.draws else { return 0 }
        var hash = StableHash()
        hash.addDrawScope(rule.conditions.scope, of: facts)
        return self.draws.count(.init(rule: rule.id, scope: hash.value))
    }

    private mutating func occurs(_ rule: LoadedRule, _ facts: RequestFacts) -> Bool {
        guard let pattern = rule.conditions.occurrence else { return true }
        var hash = StableHash()
        hash.addCountScope(rule.conditions.scope, of: facts)
        return pattern.contains(self.occurrences.count(.init(rule: rule.id, scope: hash.value)))
    }

    private static func isDrawn(_ rule: LoadedRule, _ facts: RequestFacts, number: Int) -> Bool {
        rule.sharePosition(for: facts, number: number).map { $0 < rule.conditions.share?.perMillion ?? 0 } ?? true
    }

    /// Takes the failures out of `decision` when enough have come in a row, and counts those that stay.
    private mutating func limitFailures(of decision: inout Decision, _ facts: RequestFacts) {
        let fails = decision.hasFailure
        guard fails || !self.streaks.isEmpty else { return }
        var hash = StableHash()
        hash.addStreakScope(of: facts)
        let key = BoundedCounts.Key(rule: Self.anyRule, scope: hash.value)
        guard fails else { return self.streaks.remove(key) }
        decision.spare(after: self.streaks[key]) { name in
            self.scenarios.first { $0.name == name.scenario }?.maxFaultsInARow
        }
        if decision.hasFailure {
            _ = self.streaks.count(key)
        } else {
            self.streaks.remove(key)
        }
    }
}

extension LoadedRule {
    /// Where in the million the request falls; `nil` for a rule that is meant for all.
    func sharePosition(for facts: RequestFacts, number: Int) -> Int? {
        guard self.conditions.share != nil else { return nil }
        let drawn = self.chance.draw(.share, for: facts, scope: self.conditions.scope, number: number)
        return Int(drawn % 1_000_000)
    }

    func delay(for facts: RequestFacts, number: Int) -> Decision.Delay? {
        guard let delay = self.actions.delay else { return nil }
        guard let wait = delay.wait else { return Decision.Delay(wait: .zero, drip: delay.drip) }
        let span = Int((wait.upperBound - wait.lowerBound) / .milliseconds(1))
        guard span > 0 else { return Decision.Delay(wait: wait.lowerBound, drip: delay.drip) }
        let drawn = self.chance.draw(.delay, for: facts, scope: self.conditions.scope, number: number)
        let added = Int(drawn % UInt64(span + 1))
        return Decision.Delay(wait: wait.lowerBound + .milliseconds(added), drip: delay.drip)
    }
}
