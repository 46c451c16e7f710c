public import Foundation

/// The one clock for everything the emulator says or decides about deliveries: timestamps, validity of certificates,
/// sessions, status steps. Transport time limits use machine time instead (docs/protocol.md, "Clock").
///
/// May be asked from any thread, an event loop included; must not block.
public protocol EmulatorClock: Sendable {
    var now: Date { get }
}
