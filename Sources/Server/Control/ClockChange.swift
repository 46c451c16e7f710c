import Domain
public import Foundation
public import Pipeline

/// A change of a clock that is made in one piece: another's comes before it or after it, never in between.
public struct ClockChange: Hashable, Sendable {
    /// The time it gets first; `nil` to leave it.
    public var time: Date?
    /// How much later it then is; negative to go back.
    public var advance: Duration?
    /// Whether it then goes to the moment when time alone next changes something.
    public var toNextEvent = false
    /// Whether it stands afterwards; `nil` to leave that.
    public var frozen: Bool?

    public init() {}
}

extension ControlScope {
    /// - Returns: what happens at the moment to which ``ClockChange/toNextEvent`` led; otherwise empty.
    /// - Throws: ``ControlError``, `clock-out-of-range`; then nothing was changed.
    public func change(_ change: ClockChange) async throws -> [ClockEvent] {
        try await self.emulator.change(change, of: self.user)
    }

    /// Whether the scope's clock is the one for all.
    public var followsCommonClock: Bool { self.user.map { self.emulator.clocks.followsCommon($0) } ?? true }

    /// The sandbox's clock is the one for all from now on. Does nothing in a scope that is no sandbox.
    public func followCommonClock() async throws {
        if let user { try await self.emulator.followCommonClock(user) }
    }
}

extension Emulator {
    func change(_ change: ClockChange, of user: UserAddress?) async throws -> [ClockEvent] {
        try await self.turn(of: user).take {
            let start = try change.time ?? self.now(of: user)
            let seconds = change.advance.map { $0 / .seconds(1) } ?? 0
            try Self.check(start)
            try Self.check(start.addingTimeInterval(seconds))
            try await self.changeInTurn(user) { clock in
                if change.frozen == true { clock.freeze() }
                if let time = change.time { clock.set(to: time) }
                if change.advance != nil { clock.advance(by: seconds) }
            }
            let events = change.toNextEvent ? try await self.advanceToNextEventInTurn(of: user) : []
            if change.frozen == false { try await self.changeInTurn(user) { $0.resume() } }
            return events
        }
    }
}
