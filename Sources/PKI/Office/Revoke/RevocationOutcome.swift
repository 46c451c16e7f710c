public import Domain

/// What revoking a certificate, or taking that back, has done.
public struct RevocationOutcome: Hashable, Sendable {
    public let serial: CertificateSerial
    /// Whose it is; `nil` when neither the register nor a file of the folder tells.
    public let user: String?
    /// Whether the register or a file of the folder has the certificate. An authority may revoke what it has no trace
    /// of; a person who does may have mistyped.
    public let isKnown: Bool
    /// What the list says of it; `nil` when it has been taken off.
    public let revocation: Revocation?
    /// The list, PEM, and its CRL number now.
    public let listPath: String
    public let listNumber: UInt64
}
