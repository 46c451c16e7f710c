import ArgumentParser
import Foundation

/// From when to when a certificate is to be valid.
struct ValidityOptions: ParsableArguments {
    @Option(help: ArgumentHelp("First day, or second: 2026-01-31 or 2026-01-31T12:00:00Z.", valueName: "date"))
    var validFrom: DateArgument?

    @Option(help: ArgumentHelp("Last day, or second.", valueName: "date"))
    var validTo: DateArgument?

    @Option(help: "Days from the beginning, or from now, instead of --valid-to; 1 to 36500.")
    var days: Int?

    private static let day: TimeInterval = 86_400
    private static let twoYears = 730 * Self.day

    func validate() throws {
        if let days {
            if self.validTo != nil {
                throw ValidationError("--days and --valid-to exclude each other; give one of them.")
            }
            guard (1...36_500).contains(days) else {
                throw ValidationError("--days is '\(days)'; allowed: 1 to 36500.")
            }
        }
        if let from = self.validFrom, let to = self.validTo, from.first > to.last {
            throw ValidationError("--valid-from is after --valid-to; a certificate ends after it begins.")
        }
    }

    /// - Returns: `nil` when nothing was asked for.
    func validity(now: Date) -> ClosedRange<Date>? {
        if let to = self.validTo?.last {
            // A certificate that has ended had its two years.
            return (self.validFrom?.first ?? (to > now ? now - Self.day : to - Self.twoYears))...to
        }
        if let days {
            let to = (self.validFrom?.first ?? now) + TimeInterval(days) * Self.day
            return (self.validFrom?.first ?? now - Self.day)...to
        }
        return self.validFrom.map { $0.first...($0.first + Self.twoYears) }
    }
}
