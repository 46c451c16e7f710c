import Synchronization

/// Decides what the scenarios want done with each request.
///
/// May be asked from any thread, an event loop included: it holds a lock for as long as it looks through the rules that
/// the request can meet, and does no I/O. A request that no rule is meant for takes no memory.
public final class ScenarioEngine: Sendable {
    private let state: Mutex<EngineState>

    /// - Parameters:
    ///   - scenarios: in the order in which their rules are asked.
    ///   - seed: for the scenarios that name none.
    public init(_ scenarios: [Scenario], seed: Seed) {
        self.state = Mutex(EngineState(scenarios, seed: seed))
    }

    /// What is to be done with one request; call once a request, since it counts.
    public func decide(_ facts: RequestFacts) -> Decision {
        self.state.withLock { $0.decide(facts) }
    }

    /// Whether a rule for history calls asks something of the delivery's file, which then must be looked up first.
    public var asksFileOfHistory: Bool { self.state.withLock { $0.asksFileOfHistory } }

    /// Puts other scenarios in the place of all there are, between two decisions.
    ///
    /// A rule that stays goes on counting: one with the same scenario, name and `when`, in any place. The others begin
    /// anew.
    public func replace(_ scenarios: [Scenario]) {
        self.state.withLock { $0.replace(scenarios) }
    }

    /// Those in force.
    public var scenarios: [Scenario] { self.state.withLock { $0.scenarios } }
}
