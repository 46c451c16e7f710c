/// The rules of all scenarios in their order, found by what a request can be asked without looking at them.
///
/// A request to an endpoint for which no rule is meant costs one look into an empty list, however many rules there are.
struct RuleTable: Sendable {
    let rules: [LoadedRule]
    let asksFileOfHistory: Bool
    private let heartbeats: Index
    private let uploads: Index
    private let histories: Index

    init(_ rules: [LoadedRule]) {
        self.rules = rules
        self.asksFileOfHistory = rules.contains { $0.conditions.canConcern(.history) && $0.conditions.concernFile }
        self.heartbeats = Index(rules, .heartbeat)
        self.uploads = Index(rules, .upload)
        self.histories = Index(rules, .history)
    }

    /// The places in ``rules``, rising, of those that a request of `user` to `endpoint` can meet.
    func candidates(_ endpoint: Endpoint, user: String?) -> [Int] {
        switch endpoint {
        case .heartbeat: self.heartbeats.candidates(user: user)
        case .upload: self.uploads.candidates(user: user)
        case .history: self.histories.candidates(user: user)
        }
    }

    private struct Index: Sendable {
        private let forAnybody: [Int]
        /// With those for anybody among them, so that a look-up makes no list.
        private let byUser: [String: [Int]]

        init(_ rules: [LoadedRule], _ endpoint: Endpoint) {
            let concerned = rules.indices.filter { rules[$0].conditions.canConcern(endpoint) }
            let users = Set(concerned.flatMap { rules[$0].conditions.users })
            self.forAnybody = concerned.filter { rules[$0].conditions.users.isEmpty }
            var byUser: [String: [Int]] = users.isEmpty ? [:] : Dictionary(minimumCapacity: users.count)
            for user in users {
                byUser[user] = concerned.filter { place in
                    let own = rules[place].conditions.users
                    return own.isEmpty || own.contains(user)
                }
            }
            self.byUser = byUser
        }

        func candidates(user: String?) -> [Int] {
            guard !self.byUser.isEmpty, let user else { return self.forAnybody }
            return self.byUser[user] ?? self.forAnybody
        }
    }
}

/// A rule in force.
final class LoadedRule: Sendable {
    /// Its counts are kept by this number. A rule keeps it for as long as it stays.
    let id: Int
    let name: RuleName
    let conditions: Conditions
    let actions: Actions
    let chance: RuleChance

    init(_ rule: Rule, of scenario: Scenario, id: Int, runSeed: Seed) {
        self.id = id
        self.name = RuleName(scenario: scenario.name, rule: rule.name)
        self.conditions = rule.conditions
        self.actions = rule.actions
        self.chance = RuleChance(self.name, seed: scenario.seed ?? runSeed)
    }

    /// Whether anything is drawn for a request that meets the conditions.
    var draws: Bool { self.conditions.share != nil || self.actions.delay?.isDrawn == true }
}
