import ArgumentParser
import Domain
import Foundation

/// Where the emulator's clock begins, and whether it goes.
struct ClockOptions: ParsableArguments {
    @Option(
        name: .customLong("clock"),
        help: ArgumentHelp(
            "Begin at this time instead of the machine's: 2026-09-30T12:00:00Z, or 2026-09-30 for its midnight in Swedish time.",
            valueName: "time"
        ),
        transform: Self.time
    )
    var start: Date?

    @Flag(name: .customLong("freeze-clock"), help: "The emulator's clock stands still where it begins.")
    var isFrozen = false

    /// `nil` when they are the machine's.
    var clocks: EmulatorClocks? {
        guard self.start != nil || self.isFrozen else { return nil }
        return EmulatorClocks(ControllableClock(startingAt: self.start, isFrozen: self.isFrozen))
    }

    private static func time(_ text: String) throws -> Date {
        guard let time = EmulatorTime.parse(text) else {
            throw ValidationError("--clock is '\(text)'; allowed: \(EmulatorTime.forms).")
        }
        return time
    }
}
