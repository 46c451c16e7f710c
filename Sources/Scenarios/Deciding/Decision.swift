public import Domain

/// What the scenarios want done with one request: for each kind of action what, and whose rule says so.
///
/// All is `nil` for a request that no rule is meant for. Whoever carries it out marks what it does as injected, with
/// the rule's name, in log and journal.
public struct Decision: Hashable, Sendable {
    /// The script that the delivery follows if this request makes one. Only ever for a closing fragment.
    public internal(set) var status: Decided<DeliveryCourse>?
    public internal(set) var answer: Decided<ScriptedAnswer>?
    public internal(set) var delay: Decided<Delay>?
    public internal(set) var fault: Decided<InjectedFault>?
    public internal(set) var event: Decided<ScenarioEvent>?
    /// The rule whose failure was left out, because enough of them have come in a row.
    public internal(set) var spared: RuleName?

    public static let nothing = Decision()

    /// Whether nothing is to be done, and nothing was left out.
    public var isNothing: Bool {
        self.status == nil && self.answer == nil && self.delay == nil && self.fault == nil && self.event == nil
            && self.spared == nil
    }

    init() {}

    /// A delay whose length is drawn.
    public struct Delay: Hashable, Sendable {
        /// Before the answer's first byte, in the machine's time.
        public let wait: Duration
        public let drip: ScriptedDelay.Drip?
    }
}

/// Something to be done, and the rule that says so.
public struct Decided<Value: Hashable & Sendable>: Hashable, Sendable {
    public let value: Value
    public let rule: RuleName
}
