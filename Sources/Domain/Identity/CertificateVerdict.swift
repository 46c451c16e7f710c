/// The judgement of a client's certificate with its trace: every check in the order in which it is made, whether it was
/// reached or not (docs/protocol.md, "Certificates and TLS").
public struct CertificateVerdict: Hashable, Sendable {
    /// All of ``CertificateCheck/Name``, in their order.
    public let checks: [CertificateCheck]
    /// `nil` when the certificate is accepted.
    public let refusal: CertificateRefusal?

    /// - Parameters:
    ///   - refusal: decides which checks passed, which failed, and which were not reached.
    ///   - warned: checks that a setting let through.
    ///   - saw: what a check that was reached found.
    public init(
        refusal: CertificateRefusal?,
        warned: Set<CertificateCheck.Name> = [],
        saw: (CertificateCheck.Name) -> String
    ) {
        var isReached = true
        var checks: [CertificateCheck] = []
        for name in CertificateCheck.Name.allCases {
            guard isReached else {
                checks.append(CertificateCheck(name, .notReached, saw: ""))
                continue
            }
            let hasFailed = refusal?.check == name
            let outcome: CertificateCheck.Outcome = hasFailed ? .failed : warned.contains(name) ? .warned : .passed
            checks.append(CertificateCheck(name, outcome, saw: saw(name)))
            isReached = !hasFailed
        }
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

        /// Whether a handshake can make the check: it does not know the users.
        public var isOfHandshake: Bool { self != .user && self != .enabled }
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
