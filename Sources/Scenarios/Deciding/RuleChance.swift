import Domain

/// What a rule draws. A number follows from the seed, the rule's name, what is drawn, the scope and the request's
/// number in that scope, and from nothing else (docs/scenarios.md, "Chance").
struct RuleChance: Sendable {
    private let seed: Seed
    private let share: StableHash
    private let delay: StableHash

    enum Purpose {
        case share, delay
    }

    init(_ name: RuleName, seed: Seed) {
        self.seed = seed
        self.share = Self.hash(name, "share")
        self.delay = Self.hash(name, "delay")
    }

    private static func hash(_ name: RuleName, _ purpose: String) -> StableHash {
        var hash = StableHash()
        hash.add(name.scenario)
        hash.add(name.rule)
        hash.add(purpose)
        return hash
    }

    /// - Parameter number: of the request among those of its scope, from 1.
    func draw(_ purpose: Purpose, for facts: RequestFacts, scope: CountingScope, number: Int) -> UInt64 {
        var hash =
            switch purpose {
            case .share: self.share
            case .delay: self.delay
            }
        hash.addDrawScope(scope, of: facts)
        return ((self.seed.value ^ hash.value).splitMixed ^ UInt64(number)).splitMixed
    }
}

extension StableHash {
    /// By what a rule's draws are numbered: what one client alone can change, and what is the same in every run. So
    /// neither sessions nor delivery ids count here, and no scope is wider than a user. What a sandbox draws follows from
    /// its seed alone, whatever its name.
    mutating func addDrawScope(_ scope: CountingScope, of facts: RequestFacts) {
        self.add(facts.environment.rawValue)
        self.add(facts.user.map { SandboxName.isUser($0) ? "" : $0 } ?? "")
        if scope == .upload { self.add(facts.file) }
    }

    /// By what a rule's occurrences are counted.
    mutating func addCountScope(_ scope: CountingScope, of facts: RequestFacts) {
        self.add(facts.environment.rawValue)
        if scope == .environment { return }
        self.add(facts.user ?? "")
        if scope == .upload { self.addUpload(of: facts) }
    }

    /// By what failures in a row are counted. Sessions do not count here either: a client whose session is forgotten
    /// sends the same file in another.
    mutating func addStreakScope(of facts: RequestFacts) {
        self.add(facts.environment.rawValue)
        self.add(facts.user ?? "")
        self.add(facts.endpoint.rawValue)
        switch facts.endpoint {
        case .heartbeat: break
        case .upload: self.add(facts.file)
        case .history: self.add(facts.delivery?.description ?? "")
        }
    }

    private mutating func addUpload(of facts: RequestFacts) {
        guard let delivery = facts.delivery else {
            self.add(facts.owner ?? "")
            self.add(facts.file)
            return
        }
        self.add(delivery.description)
    }

    private mutating func add(_ file: FileFacts) {
        self.add(file.organisation?.digits ?? "")
        self.add(file.program?.rawValue ?? "")
        self.add(file.period?.text ?? "")
        self.add(file.format?.text.lowercased() ?? "")
        self.add(file.name ?? "")
        self.add(file.version ?? "")
    }
}
