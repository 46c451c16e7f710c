public import Domain
public import Foundation

/// What a certificate is to say: all but its key and its issuer.
///
/// Start from one of the emulator's own profiles and change what a test needs to be odd:
/// ```swift
/// var expired = CertificateProfile.client("anna", serial: serial, now: now)
/// expired.notAfter = now - 1
/// let certificate = try authority.issue(expired, for: key)
/// ```
/// Nothing is judged but what OpenSSL cannot encode: an expired, contradictory or useless certificate can be asked for.
public struct CertificateProfile: Hashable, Sendable {
    public var subject: DistinguishedName
    public var serial: CertificateSerial
    /// Fractions of a second are cut off. Years 0–9999.
    public var notBefore: Date
    /// The last second of validity; fractions are cut off. Years 0–9999.
    public var notAfter: Date
    public var role: CertificateRole
    /// Written as a critical extension; none at all when empty.
    public var keyUsage: KeyUsage
    /// None at all when empty.
    public var extendedKeyUsage: [ExtendedKeyUsage]
    /// None at all when empty.
    public var subjectAlternativeNames: [AlternativeName]
    /// Written as a critical extension; none at all when empty.
    public var permittedNames: [PermittedName]

    /// - Parameters:
    ///   - notBefore: the first second of validity.
    ///   - notAfter: the last second of validity.
    public init(
        subject: DistinguishedName,
        serial: CertificateSerial = .random(),
        notBefore: Date,
        notAfter: Date,
        role: CertificateRole = .leaf,
        keyUsage: KeyUsage = [],
        extendedKeyUsage: [ExtendedKeyUsage] = [],
        subjectAlternativeNames: [AlternativeName] = [],
        permittedNames: [PermittedName] = []
    ) {
        self.subject = subject
        self.serial = serial
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.role = role
        self.keyUsage = keyUsage
        self.extendedKeyUsage = extendedKeyUsage
        self.subjectAlternativeNames = subjectAlternativeNames
        self.permittedNames = permittedNames
    }
}

extension CertificateSerial {
    /// 144 bits from the system's random generator, never zero: two authorities' certificates do not meet by chance.
    public static func random() -> CertificateSerial {
        // The first byte keeps the number from shrinking and, being below 0x80, from being read as negative.
        let digits = [UInt8.random(in: 1...0x7f)] + (0..<17).map { _ in UInt8.random(in: 0...0xff) }
        let text = digits.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        guard let serial = CertificateSerial(text) else { preconditionFailure("18 bytes are within the 20 allowed") }
        return serial
    }
}
