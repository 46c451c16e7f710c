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
        let numbers = text.split(separator: "-").compactMap { Int($0) }
        let components = DateComponents(year: numbers[0], month: numbers[1], day: numbers[2])
        guard numbers[0] > 0, components.isValidDate(in: Calendar(identifier: .gregorian)) else { return nil }
        self.text = text
    }

    public var description: String { self.text }
}
