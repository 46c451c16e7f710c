/// A certificate's serial number (RFC 5280, 4.1.2.2), the key by which a certificate finds its user
/// (docs/protocol.md, "The order of a submission", step 4).
///
/// Written in hexadecimal. Case, colons, spaces, a leading `0x` and leading zeros carry no meaning, so that what
/// Windows, OpenSSL and SCB's client show for one certificate compares equal.
public struct CertificateSerial: Hashable, Sendable, CustomStringConvertible {
    /// Upper-case hexadecimal without leading zeros; `0` for zero.
    public let hex: String

    /// - Parameter text: hexadecimal as a person or a tool writes it.
    /// - Returns: `nil` when `text` holds anything but hexadecimal digits and the separators above, or more than the
    ///   20 bytes that RFC 5280 allows.
    public init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var digits = Substring(text.filter { $0 != ":" && $0 != " " }.uppercased())
        if digits.hasPrefix("0X") { digits = digits.dropFirst(2) }
        guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit) else { return nil }
        let significant = digits.drop { $0 == "0" }
        guard significant.count <= 40 else { return nil }
        self.hex = significant.isEmpty ? "0" : String(significant)
    }

    public var description: String { self.hex }
}
