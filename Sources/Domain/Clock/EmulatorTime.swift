public import Foundation

/// What times the emulator's clock may have, and how a person writes one (docs/protocol.md, "Clock").
public enum EmulatorTime {
    /// The years 1970 to 9999 in UTC, which every date of the protocol and of a certificate can be written in.
    public static let allowed = Date(timeIntervalSince1970: 0)..<Date(timeIntervalSince1970: 253_402_300_800)

    /// How a time is written, for messages.
    public static let forms =
        "an ISO 8601 time with its zone (2026-09-30T12:00:00Z, 2026-09-30T14:00:00+02:00), or a "
        + "date (2026-09-30), which means its midnight in Swedish time, in the years 1970 to 9999"

    /// - Parameter text: in one of ``forms``; seconds may have a fraction.
    /// - Returns: `nil` for any other text, and for a time that is not ``allowed``.
    public static func parse(_ text: String) -> Date? {
        let date = self.parts(of: text).flatMap { fields, zone in self.date(fields, zone) }
        return date.flatMap { self.allowed.contains($0) ? $0 : nil }
    }

    private static func parts(of text: String) -> (fields: [Double], zone: TimeZone)? {
        let date = /([0-9]{4})-([0-9]{2})-([0-9]{2})/
        if let match = text.wholeMatch(of: date) {
            let fields = [match.1, match.2, match.3].compactMap { Double($0) }
            return TimeZone(identifier: "Europe/Stockholm").map { (fields + [0, 0, 0], $0) }
        }
        let time =
            /([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]{1,9})?)(?:Z|([+-])([0-9]{2}):([0-9]{2}))/
        guard let match = text.wholeMatch(of: time) else { return nil }
        let fields = [match.1, match.2, match.3, match.4, match.5, match.6].compactMap { Double($0) }
        let (hours, minutes) = (Int(match.8 ?? "0") ?? 99, Int(match.9 ?? "0") ?? 99)
        guard hours <= 18, minutes < 60 else { return nil }
        let offset = (hours * 3600 + minutes * 60) * (match.7 == "-" ? -1 : 1)
        return TimeZone(secondsFromGMT: offset).map { (fields, $0) }
    }

    /// - Returns: `nil` for a day or a time of day that does not exist.
    private static func date(_ fields: [Double], _ zone: TimeZone) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = DateComponents(
            year: Int(fields[0]),
            month: Int(fields[1]),
            day: Int(fields[2]),
            hour: Int(fields[3]),
            minute: Int(fields[4]),
            second: Int(fields[5])
        )
        guard let date = calendar.date(from: parts),
            calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date) == parts
        else { return nil }
        return date.addingTimeInterval(fields[5] - fields[5].rounded(.down))
    }
}
