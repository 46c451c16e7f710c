public import Foundation

/// What a client certificate says of itself, whether or not it is accepted.
public struct CertificateFacts: Hashable, Sendable {
    /// The subject's distinguished name, as RFC 2253 writes it.
    public let subject: String
    /// The issuer's distinguished name, as RFC 2253 writes it.
    public let issuer: String
    public let serial: CertificateSerial
    public let notBefore: Date
    public let notAfter: Date
    /// SHA-256 of the DER encoding, lower-case hexadecimal: tells two certificates apart even where serials agree.
    public let fingerprint: String

    public init(
        subject: String,
        issuer: String,
        serial: CertificateSerial,
        notBefore: Date,
        notAfter: Date,
        fingerprint: String
    ) {
        self.subject = subject
        self.issuer = issuer
        self.serial = serial
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.fingerprint = fingerprint
    }
}
