public import Domain

/// What one scenario file says: an ordered list of rules (docs/scenarios.md).
///
/// Read with ``load(_:)`` or ``parse(_:file:)``; never half.
public struct Scenario: Hashable, Sendable {
    /// 1 to 64 of a-z, 0-9 and '-'.
    public let name: String
    /// What it is for, in a sentence or two; may be empty.
    public let description: String
    /// Where its chance comes from whatever the run's seed is; `nil` to take the run's.
    public let seed: Seed?
    /// After how many injected failures in a row the next request goes through; `nil` for no limit.
    public let maxFaultsInARow: Int?
    /// In the order of the file; at least one, and each name once.
    public let rules: [Rule]
    /// The file that says all this.
    public internal(set) var text = ""

    /// What `max-faults-in-a-row` is in a file that leaves it out.
    public static let defaultMaxFaultsInARow = 3
}

/// One rule: for which requests, and what then happens to them.
public struct Rule: Hashable, Sendable {
    /// 1 to 64 of a-z, 0-9 and '-'.
    public let name: String
    public let conditions: Conditions
    public let actions: Actions
}

/// What a rule does, at most one thing of a kind and at least one in all.
public struct Actions: Hashable, Sendable {
    /// What becomes of the delivery from the moment when its file is complete. Each step may follow the one before it; only
    /// `stopped` and `readInWithErrors` have findings, whose two messages are the file's one.
    public internal(set) var status: DeliveryCourse?
    /// What is answered instead of what the emulator would answer.
    public internal(set) var answer: ScriptedAnswer?
    /// What makes the answer slow.
    public internal(set) var delay: ScriptedDelay?
    /// How the connection fails.
    public internal(set) var fault: InjectedFault?
    /// What happens around the request.
    public internal(set) var event: ScenarioEvent?

    init() {}
}
