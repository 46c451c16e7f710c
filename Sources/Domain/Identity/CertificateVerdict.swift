/// The judgement of a client's certificate with its trace: every check in the order in which it is made, whether it was
/// reached or not (docs/protocol.md, "Certificates and TLS").
public struct CertificateVerdict: Hashable, Sendable {
    /// All of ``CertificateCheck/Name``, in their order.
    public let checks: [CertificateCheck]
    /// `nil` when the certificate is accepted.
    public let refusal: CertificateRefusal?

    public init(checks: [CertificateCheck], refusal: CertificateRefusal?) {
        self.checks = checks
        self.refusal = refusal
    }
}

/// One check of a certificate: what it looked at and what came of it.
public struct CertificateCheck: Hashable, Sendable {
    /// In the order in which the checks are made; the first that fails decides.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// The handshake brought a certificate.
        case presented
        /// Its fields are as RFC 5280 has them.
        case readable
        /// A chain of sound signatures leads to an authority of the environment (step 3a).
        case issuer
        /// Key usage and extended key usage allow client authentication.
        case usage
        /// The emulator's time is within its validity (step 3b).
        case validity
        /// It is not on its issuer's revocation list (step 3c).
        case revocation
        /// Its serial number belongs to a user (step 4).
        case user
        /// The user is not disabled.
        case enabled
    }

    public enum Outcome: String, Hashable, Sendable {
        case passed
        case failed
        /// Not as it should be, yet let through by a setting.
        case warned
        /// An earlier check had failed.
        case notReached = "not-reached"
    }

    public let name: Name
    public let outcome: Outcome
    /// What was found, in a few words; empty when the check was not reached.
    public let saw: String

    public init(_ name: Name, _ outcome: Outcome, saw: String) {
        self.name = name
        self.outcome = outcome
        self.saw = saw
    }
}
