import NIOConcurrencyHelpers

/// How many connections are open, and how many may be.
final class ConnectionCount: Sendable {
    private let limit: Int
    private let open = NIOLockedValueBox(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// - Returns: whether there was room; each `true` is answered by one ``leave()``.
    func enter() -> Bool {
        self.open.withLockedValue { open in
            guard open < self.limit else { return false }
            open += 1
            return true
        }
    }

    func leave() {
        self.open.withLockedValue { $0 -= 1 }
    }
}
