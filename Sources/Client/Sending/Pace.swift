/// Time and chance, as the client meets them; a test has its own.
public protocol Pace: Sendable {
    var now: ContinuousClock.Instant { get }

    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    func sleep(for duration: Duration) async throws

    /// From 0 up to but not 1. It keeps many clients from coming back at once.
    func jitter() -> Double
}

/// The machine's.
public struct MachinePace: Pace {
    public init() {}

    public var now: ContinuousClock.Instant { ContinuousClock.now }
    public func sleep(for duration: Duration) async throws { try await ContinuousClock().sleep(for: duration) }
    public func jitter() -> Double { Double.random(in: 0..<1) }
}
