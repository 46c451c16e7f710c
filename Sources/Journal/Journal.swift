import NIOConcurrencyHelpers

/// What the clients of an environment, or of one sandbox, did: bounded, in memory, and never silent about what it no
/// longer has (docs/protocol.md, "Journal").
///
/// Any thread may call any method. Recording never blocks for longer than another's recording or one step of a search, so
/// that event loops may do it.
public final class Journal: Sendable {
    struct State {
        var ring: JournalRing
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
        var isClosed = false
    }

    /// How many entries are looked at before others may have their turn.
    static let step = 512

    public let bounds: JournalBounds
    let state: NIOLockedValueBox<State>

    public init(bounds: JournalBounds) {
        self.bounds = bounds
        self.state = NIOLockedValueBox(State(ring: JournalRing(bounds: bounds)))
    }

    /// Whether anything is recorded: not with a bound of 0 entries, nor when the journal's sandbox has gone.
    public var isOn: Bool { self.bounds.entries > 0 && !self.state.withLockedValue(\.isClosed) }

    /// Records what has ended. Costs some thousand instructions; may be called on an event loop.
    ///
    /// - Parameter make: makes the entry with the number that it has got. Must be quick, and must not ask the journal.
    public func record(_ make: (_ number: Int) -> JournalEntry) {
        guard self.bounds.entries > 0 else { return }
        let woken: (waiters: [Waiter], entry: JournalEntry)? = self.state.withLockedValue { state in
            guard !state.isClosed else { return nil }
            let entry = make(state.ring.next)
            state.ring.append(entry)
            guard !state.waiters.isEmpty else { return nil }
            return (state.takeWaiters(for: entry), entry)
        }
        guard let woken else { return }
        for waiter in woken.waiters { waiter.continuation.resume(returning: woken.entry) }
    }

    /// Forgets every entry. Their numbers are not used again: who asks about them is told that they are gone.
    public func clear() { self.state.withLockedValue { $0.ring.removeAll() } }

    /// Ends the journal with what it is about: nothing is recorded any more, and who waits is told.
    func close() {
        let waiters = self.state.withLockedValue { state in
            defer { state.waiters = [:] }
            state.isClosed = true
            state.ring.removeAll()
            return state.waiters.values
        }
        for waiter in waiters { waiter.continuation.resume(throwing: JournalError.closed) }
    }
}
