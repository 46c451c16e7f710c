import Domain
public import Foundation
public import Pipeline

// The clock of a scope (docs/protocol.md, "Clock"): a sandbox's own, or the one that both environments and all users follow
// whose clock was not set apart. Every change first waits for the validation of the scope's files.
extension ControlScope {
    public var now: Date { self.emulator.clocks.now(of: self.user) }

    /// Whether the clock stands.
    public var isFrozen: Bool { self.emulator.clocks.clock(of: self.user).isFrozen }

    /// The clock stands still at the time it has.
    public func freeze() async throws { try await self.emulator.freeze(of: self.user) }

    /// The clock goes on from the time it has, at the machine's pace.
    public func resume() async throws { try await self.emulator.resume(of: self.user) }

    /// - Throws: ``ControlError``, `clock-out-of-range`.
    public func set(to time: Date) async throws { try await self.emulator.set(to: time, of: self.user) }

    /// - Parameter length: negative to go back.
    /// - Returns: the time it then has.
    @discardableResult
    public func advance(by length: Duration) async throws -> Date {
        try await self.emulator.advance(by: length, of: self.user)
    }

    /// The clock goes to the moment when time alone next changes something in the scope.
    ///
    /// - Returns: all that happens at that moment; empty, and the clock as it was, when time alone changes nothing more.
    public func advanceToNextEvent() async throws -> [ClockEvent] {
        try await self.emulator.advanceToNextEvent(of: self.user)
    }
}
