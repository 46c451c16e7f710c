import Foundation

/// The ways in which the emulator writes a point in time.
enum WireDate {
    /// `2023-03-22T16:35:23.076Z`: heartbeat and TimeStamp. SCB's client refuses a space for the `T`.
    static func timestamp(_ date: Date) -> String {
        // Foundation cuts where it should round, and most milliseconds have no exact binary fraction: from the middle of
        // the right one it cuts to that one.
        let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
        return Date(timeIntervalSince1970: (milliseconds + 0.5) / 1000).formatted(self.milliseconds)
    }

    /// `2023-03-22T16:35:23.0760000Z`: a timestamp as .NET's round-trip format writes it.
    static func sevenDigits(_ date: Date) -> String { "\(self.timestamp(date).dropLast())0000Z" }

    /// `2023-03-22T16:35:23Z`: a timestamp without its fraction.
    static func wholeSecond(_ date: Date) -> String { "\(self.timestamp(date).dropLast(5))Z" }

    /// `2023-03-22 17:35:23` in Swedish local time: SubmissionDate.
    static func submissionDate(_ date: Date) -> String {
        date.formatted(self.swedish)
    }

    /// `2023-03-22 16:35:23`: SubmissionDate of a service that does not know the Swedish time.
    static func submissionDateInUTC(_ date: Date) -> String {
        date.formatted(self.utc)
    }

    /// `2023-03-22T16:35:23Z`: the end of a certificate, which has no fractions.
    static func second(_ date: Date) -> String { date.formatted(.iso8601) }

    private static let milliseconds = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private static let swedish: Date.ISO8601FormatStyle = {
        guard let stockholm = TimeZone(identifier: "Europe/Stockholm") else {
            fatalError("the time zone database has no Europe/Stockholm; install tzdata")
        }
        return Self.submissionDates(in: stockholm)
    }()

    private static let utc = Self.submissionDates(in: .gmt)

    private static func submissionDates(in zone: TimeZone) -> Date.ISO8601FormatStyle {
        Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: zone)
            .year().month().day().time(includingFractionalSeconds: false)
    }
}
