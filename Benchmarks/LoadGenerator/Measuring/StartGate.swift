import Foundation

/// Holds the threads of a measurement until all of them have connected, so that no handshake is measured by mistake.
///
/// Unchecked: `condition` guards everything mutable.
final class StartGate: @unchecked Sendable {
    private let condition = NSCondition()
    private var missing: Int
    private var failed = false
    private var openedAt: (clock: UInt64, processor: Double)?

    init(threads: Int) {
        missing = threads
    }

    /// Waits for the others and returns the common start time.
    func arrive() throws -> UInt64 {
        condition.lock()
        defer { condition.unlock() }
        missing -= 1
        if missing == 0 {
            openedAt = (now(), processorSeconds())
            condition.broadcast()
        }
        while openedAt == nil && !failed { condition.wait() }
        guard let openedAt else { throw LoadError("another connection could not be prepared") }
        return openedAt.clock
    }

    /// Lets the threads that wait give up: one of them will never arrive.
    func fail() {
        condition.lock()
        defer { condition.unlock() }
        failed = true
        condition.broadcast()
    }

    /// When the gate opened, and what processor time had been used by then.
    var opening: (clock: UInt64, processor: Double)? {
        condition.lock()
        defer { condition.unlock() }
        return openedAt
    }
}
