public import Domain
public import Foundation
public import Pipeline
import Settings

// The control of the clock (docs/protocol.md, "Clock"). Every change first waits for validation, so that the status of a
// delivery does not depend on the machine, and afterwards ends what the time ends. Of two changes at once the second waits
// for the first. All throw ``ControlError`` for a user or a time that cannot be.
extension Emulator {
    /// The time for all, or that of one user.
    public func now(of user: UserAddress? = nil) throws -> Date { try self.clock(of: user).now }

    /// Whether that clock stands.
    public func isFrozen(of user: UserAddress? = nil) throws -> Bool { try self.clock(of: user).isFrozen }

    /// The clock stands still at the time it has.
    ///
    /// - Parameter user: whose clock is from now on another than the one for all; `nil` for that one, which those whose
    ///   clock was set apart do not follow. So everywhere below.
    public func freeze(of user: UserAddress? = nil) async throws {
        try await self.change(user) { $0.freeze() }
    }

    /// The clock goes on from the time it has, at the machine's pace.
    public func resume(of user: UserAddress? = nil) async throws {
        try await self.change(user) { $0.resume() }
    }

    /// The clock has another time, earlier or later, and stands or goes as before.
    public func set(to time: Date, of user: UserAddress? = nil) async throws {
        try Self.check(time)
        try await self.change(user) { $0.set(to: time) }
    }

    /// The clock is so much later at once, or earlier.
    ///
    /// - Returns: the time it then has.
    @discardableResult
    public func advance(by length: Duration, of user: UserAddress? = nil) async throws -> Date {
        try await self.turn(of: user).take {
            try Self.check(self.now(of: user).addingTimeInterval(length / .seconds(1)))
            return try await self.changeInTurn(user) { clock in
                clock.advance(by: length / .seconds(1))
                return clock.now
            }
        }
    }

    /// The clock goes to the moment when time alone next changes something: a delivery's status, a session, an abandoned
    /// upload, the validity of one of the certificates that the emulator keeps for its users, a revocation list.
    ///
    /// - Returns: all that happens at that moment; empty, and the clock as it was, when time alone changes nothing more.
    public func advanceToNextEvent(of user: UserAddress? = nil) async throws -> [ClockEvent] {
        _ = try self.clock(of: user)
        return try await self.turn(of: user).take { try await self.advanceToNextEventInTurn(of: user) }
    }

    func advanceToNextEventInTurn(of user: UserAddress?) async throws -> [ClockEvent] {
        await self.validationsSettled(of: user)
        let environments = self.environments.filter { user == nil || $0.name == user?.environment }
        var events: [ClockEvent] = []
        for environment in environments { events += try await environment.clockEvents(of: user?.name) }
        let next = events.earliest.filter { EmulatorTime.allowed.contains($0.time) }
        if let time = next.first?.time { try await self.changeInTurn(user) { $0.set(to: time) } }
        return next
    }

    /// A user whose clock was set apart follows the one for all again; does nothing for others.
    public func followCommonClock(_ user: UserAddress) async throws {
        _ = try self.clock(of: user)
        try await self.turn(of: user).take {
            await self.validationsSettled(of: user)
            self.clocks.giveBack(user)
            try await self.sweep(of: user)
        }
    }

    private func change(_ user: UserAddress?, _ body: @Sendable (ControllableClock) -> Void) async throws {
        try await self.turn(of: user).take { try await self.changeInTurn(user, body) }
    }

    func changeInTurn<Value>(_ user: UserAddress?, _ body: (ControllableClock) -> Value) async throws -> Value {
        _ = try self.clock(of: user)
        await self.validationsSettled(of: user)
        let value = body(user.map { self.clocks.setApart($0) } ?? self.clocks.common)
        try await self.sweep(of: user)
        return value
    }

    /// A sandbox has a turn of its own, so that nobody waits for what does not concern them.
    func turn(of user: UserAddress?) -> ControlTurn {
        guard let user, let name = SandboxName(user: user.name),
            let environment = self.environments.first(where: { $0.name == user.environment })
        else { return self.turn }
        return (try? environment.sandboxes.sandbox(name))?.turn ?? self.turn
    }

    private func validationsSettled(of user: UserAddress?) async {
        guard let user else { return await self.validationsSettled() }
        for environment in self.environments where environment.name == user.environment {
            await environment.validationsSettled(of: user.name)
        }
    }

    private func sweep(of user: UserAddress?) async throws {
        guard let user else { return try await self.sweep() }
        for environment in self.environments where environment.name == user.environment {
            try await environment.sweep(of: user.name)
        }
    }

    private func clock(of user: UserAddress?) throws(ControlError) -> ControllableClock {
        if let user {
            let environment = self.environments.first { $0.name == user.environment }
            guard let environment else { throw .notServed(user.environment) }
            try environment.requireUser(user)
        }
        return self.clocks.clock(of: user)
    }

    static func check(_ time: Date) throws(ControlError) {
        guard EmulatorTime.allowed.contains(time) else { throw .clockOutOfRange(time) }
    }
}
