public import Domain

/// Which certificate a person means.
public enum CertificateSelector: Hashable, Sendable {
    /// A file with it, PEM or DER.
    case file(String)
    case serial(CertificateSerial)
    /// A user's current certificate; or a serial number that the authority is known to have issued, in hexadecimal, when
    /// no user of that name has one.
    case name(String)

    /// Takes what a person writes: a path if it has a `/` or ends in `.crt`, `.cer` or `.pem`; a serial number if it has
    /// colons or begins with `0x` (hexadecimal) or `dec:` (decimal); else ``name(_:)``.
    ///
    /// - Returns: `nil` when what follows the prefix is no number of at most 20 bytes.
    public init?(_ text: String) {
        let lower = text.lowercased()
        if text.contains("/") || [".crt", ".cer", ".pem"].contains(where: lower.hasSuffix) {
            self = .file(text)
        } else if lower.hasPrefix("dec:") {
            guard let serial = CertificateSerial(decimal: text.dropFirst(4)) else { return nil }
            self = .serial(serial)
        } else if lower.hasPrefix("0x") || text.contains(":") {
            guard let serial = CertificateSerial(text) else { return nil }
            self = .serial(serial)
        } else {
            self = .name(text)
        }
    }
}

extension CertificateSerial {
    /// - Parameter decimal: digits only.
    /// - Returns: `nil` when it holds anything else, or more than 20 bytes can.
    public init?(decimal: some StringProtocol) {
        // 2¹⁶⁰ has 49 digits.
        guard (1...60).contains(decimal.utf8.count), decimal.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        // Long division's inverse, byte by byte from the least: no type of the standard library holds 160 bits.
        var bytes: [UInt8] = []
        for digit in decimal.utf8 {
            var carry = Int(digit - 0x30)
            for index in bytes.indices {
                carry += Int(bytes[index]) * 10
                bytes[index] = UInt8(carry & 0xff)
                carry >>= 8
            }
            if carry > 0 { bytes.append(UInt8(carry)) }
        }
        let hex = bytes.reversed().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        self.init(hex.isEmpty ? "0" : hex)
    }

    /// In decimal digits, as Windows' older tools and some reports show it.
    public var decimal: String {
        var digits: [UInt8] = [0]
        for character in self.hex {
            var carry = character.hexDigitValue ?? 0
            for index in digits.indices {
                carry += Int(digits[index]) * 16
                digits[index] = UInt8(carry % 10)
                carry /= 10
            }
            while carry > 0 {
                digits.append(UInt8(carry % 10))
                carry /= 10
            }
        }
        return digits.reversed().map(String.init).joined()
    }
}
