import Domain

/// How a refused certificate is told: in an answer's body, and in the handshake by an alert.
struct RefusalAnswer: Equatable {
    let code: String
    let status: Int

    init(code: String, status: Int) {
        self.code = code
        self.status = status
    }

    init(_ refusal: CertificateRefusal) {
        let problem = Problem.certificateRefused(refusal, environment: .test)
        self.init(code: problem.code, status: problem.status)
    }

    /// As docs/protocol.md, "Certificates and TLS", has it.
    static func expected(_ refusal: CertificateRefusal) -> RefusalAnswer {
        switch refusal {
        case .missing: RefusalAnswer(code: "certificate-missing", status: 403)
        case .unreadable: RefusalAnswer(code: "certificate-unreadable", status: 403)
        case .untrusted: RefusalAnswer(code: "certificate-untrusted", status: 403)
        case .wrongUsage: RefusalAnswer(code: "certificate-wrong-usage", status: 403)
        case .invalid: RefusalAnswer(code: "certificate-invalid", status: 403)
        case .expired: RefusalAnswer(code: "certificate-expired", status: 403)
        case .notYetValid: RefusalAnswer(code: "certificate-not-yet-valid", status: 403)
        case .revoked: RefusalAnswer(code: "certificate-revoked", status: 403)
        case .revocationUnknown: RefusalAnswer(code: "revocation-unknown", status: 503)
        case .unmapped: RefusalAnswer(code: "certificate-unmapped", status: 403)
        case .disabled: RefusalAnswer(code: "user-disabled", status: 403)
        }
    }

    /// The number of the alert in place of which that is told when the settings say to reject (RFC 8446, 6.2), by the
    /// same table; `nil` where TLS has no say.
    static func alert(_ refusal: CertificateRefusal, _ version: ClientSettings.Version) -> UInt8? {
        switch refusal {
        case .missing: version == .tls12 ? 40 : 116
        case .unreadable, .notYetValid: 42
        case .invalid(_, .revocation, _), .revoked: 44
        case .invalid: 42
        case .untrusted: 48
        case .wrongUsage: 43
        case .expired: 45
        case .revocationUnknown: 80
        case .unmapped, .disabled: nil
        }
    }
}
