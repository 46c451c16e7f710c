import Foundation

/// The reference period of a file: a real date, written ÅÅÅÅ-MM-DD.
public struct ReferencePeriod: Hashable, Sendable, CustomStringConvertible {
    /// `YYYY-MM-DD`.
    public let text: String

    /// - Returns: `nil` when `text` is not ten characters of that form, or names a day that does not exist.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        let digits = bytes.indices.filter { $0 != 4 && $0 != 7 }
        guard digits.allSatisfy({ (0x30...0x39).contains(bytes[$0]) }) else { return nil }
        let numbers = text.split(separator: "-").compactMap { Int32($0) }
        guard numbers[0] > 0, Self.exists(year: numbers[0], month: numbers[1], day: numbers[2]) else { return nil }
        self.text = text
    }

    /// By the C library, whose calendar is Gregorian throughout, as ISO 8601 and .NET have it. Foundation's turns Julian
    /// before 1582, and leaves out days that the machine's time zone skipped.
    private static func exists(year: Int32, month: Int32, day: Int32) -> Bool {
        var parts = tm()
        parts.tm_year = year - 1900
        parts.tm_mon = month - 1
        parts.tm_mday = day
        _ = timegm(&parts)
        return parts.tm_year == year - 1900 && parts.tm_mon == month - 1 && parts.tm_mday == day
    }

    public var description: String { self.text }
}
