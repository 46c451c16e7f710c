public import Foundation
public import Pipeline
import Server

// The clock. Every change first waits for the validation of what was delivered, so that a status never depends on how fast the
// machine is: a test moves the clock and asks at once.
extension Controlled {
    /// The time by which sessions, certificates and statuses are judged.
    public var now: Date { get throws { try self.scope.now } }

    /// The clock is so much later at once; earlier when the length is negative.
    ///
    /// - Returns: the time it then has.
    /// - Throws: `ControlError` for a time outside of the years 1970 to 9999.
    @discardableResult
    public func advance(by length: Duration) async throws -> Date { try await self.scope.advance(by: length) }

    /// The clock goes to the moment when time alone next changes something: a status, the end of a session, of an abandoned
    /// upload or of a certificate.
    ///
    /// - Returns: all that happens at that moment; empty, and the clock as it was, when time alone changes nothing more.
    @discardableResult
    public func advanceToNextEvent() async throws -> [ClockEvent] { try await self.scope.advanceToNextEvent() }

    /// - Throws: `ControlError` for a time outside of the years 1970 to 9999.
    public func setClock(to time: Date) async throws { try await self.scope.set(to: time) }

    /// The clock stands still at the time it has.
    public func freezeClock() async throws { try await self.scope.freeze() }

    /// The clock goes on from the time it has, at the machine's pace.
    public func resumeClock() async throws { try await self.scope.resume() }
}
