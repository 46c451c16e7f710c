/// A Swedish *organisationsnummer*, ten digits: who the file is about.
public struct OrganisationNumber: Hashable, Sendable, CustomStringConvertible {
    /// Ten ASCII digits, without a hyphen.
    public let digits: String

    /// - Parameter text: `NNNNNNNNNN` or `NNNNNN-NNNN`.
    /// - Returns: `nil` for anything else. A wrong check digit is accepted, see ``hasValidCheckDigit``.
    public init?(_ text: String) {
        var digits = text
        if text.count == 11, text.dropFirst(6).first == "-" {
            digits.remove(at: digits.index(digits.startIndex, offsetBy: 6))
        }
        guard digits.utf8.count == 10, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.digits = digits
    }

    /// Whether the last digit is the Luhn check digit of the nine before it.
    ///
    /// Anonymised numbers often fail this, so it is told to the client and never a reason to refuse.
    public var hasValidCheckDigit: Bool {
        let sum = self.digits.utf8.enumerated().reduce(0) { sum, element in
            let digit = Int(element.element) - 0x30
            let weighted = element.offset.isMultiple(of: 2) ? digit * 2 : digit
            return sum + weighted / 10 + weighted % 10
        }
        return sum.isMultiple(of: 10)
    }

    public var description: String { self.digits }
}
