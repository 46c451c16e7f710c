import Foundation

extension Problem.Kind {
    static let certificateMissing = Problem.Kind("certificate-missing", 403, "No client certificate was sent")
    static let certificateUntrusted = Problem.Kind(
        "certificate-untrusted",
        403,
        "The certificate's issuer is not trusted"
    )
    static let certificateExpired = Problem.Kind("certificate-expired", 403, "The certificate has expired")
    static let certificateNotYetValid = Problem.Kind(
        "certificate-not-yet-valid",
        403,
        "The certificate is not yet valid"
    )
    static let certificateWrongUsage = Problem.Kind(
        "certificate-wrong-usage",
        403,
        "The certificate is not for clients"
    )
    /// A scenario can bring it about; the log tells that.
    public static let certificateRevoked = Problem.Kind("certificate-revoked", 403, "The certificate is revoked")
    static let certificateInvalid = Problem.Kind("certificate-invalid", 403, "The certificate does not verify")
    static let certificateUnreadable = Problem.Kind("certificate-unreadable", 403, "The certificate cannot be read")
    static let certificateUnmapped = Problem.Kind("certificate-unmapped", 403, "The certificate belongs to no user")
    static let userDisabled = Problem.Kind("user-disabled", 403, "The user is disabled")
    static let revocationUnknown = Problem.Kind(
        "revocation-unknown",
        503,
        "The emulator cannot tell whether certificates are revoked"
    )
}

extension Problem {
    static let certificateKinds: [Kind] = [
        .certificateMissing, .certificateUntrusted, .certificateExpired, .certificateNotYetValid,
        .certificateRevoked, .certificateWrongUsage, .certificateInvalid, .certificateUnreadable, .certificateUnmapped,
        .userDisabled, .revocationUnknown,
    ]

    /// The refusal of a certificate, in words for its holder.
    ///
    /// - Parameter checks: the trace of the verdict.
    public static func certificateRefused(
        _ refusal: CertificateRefusal,
        environment: EnvironmentName,
        checks: [CertificateCheck] = []
    ) -> Problem {
        var problem = self.certificateRefused(refusal, environment)
        problem.checks = checks
        return problem
    }

    private static func certificateRefused(
        _ refusal: CertificateRefusal,
        _ environment: EnvironmentName
    ) -> Problem {
        switch refusal {
        case .missing: .certificateMissing(environment)
        case .unreadable(let reason): .certificateUnreadable(reason)
        case .untrusted(let facts, let origin): .certificateUntrusted(facts, origin, environment: environment)
        case .expired(let facts, let now): .certificateExpired(facts, now: now)
        case .notYetValid(let facts, let now): .certificateNotYetValid(facts, now: now)
        case .wrongUsage(let facts): .certificateWrongUsage(facts)
        case .invalid(let facts, _, let reason): .certificateInvalid(facts, reason: reason)
        case .revoked(let facts, let revocation): .certificateRevoked(facts, revocation, environment: environment)
        case .revocationUnknown(_, let fault): .revocationUnknown(fault)
        case .unmapped(let facts): .certificateUnmapped(facts, environment: environment)
        case .disabled(_, let user): .userDisabled(user)
        }
    }

    static func certificateMissing(_ environment: EnvironmentName) -> Problem {
        Problem(
            .certificateMissing,
            detail: "The TLS handshake asked for a client certificate and the client sent none.",
            hint: "Give the client a certificate of the \(environment) environment together with its private key. "
                + ".NET leaves a certificate out without a word when its private key is missing, when its extended "
                + "key usage lacks clientAuth, or when its key usage lacks digitalSignature."
        )
    }

    static func certificateUntrusted(
        _ facts: CertificateFacts,
        _ origin: CertificateRefusal.Origin,
        environment: EnvironmentName
    ) -> Problem {
        let other =
            switch origin {
            case .unknown, .sameName: ""
            case .itself: " It signed itself."
            case .environment(let other): " It is a certificate of the \(other) environment."
            }
        return Problem(
            .certificateUntrusted,
            detail: origin == .sameName
                ? "\(facts.named) names '\(facts.issuer)' as its issuer, but was not signed with the key of the "
                    + "\(environment) environment's certificate authority of that name."
                : "\(facts.named) was issued by '\(facts.issuer)', which is not the certificate authority of the "
                    + "\(environment) environment.\(other)",
            hint: self.hint(origin, environment: environment)
        )
    }

    private static func hint(_ origin: CertificateRefusal.Origin, environment: EnvironmentName) -> String {
        switch origin {
        case .unknown:
            "Use a certificate of the \(environment) environment: one under the emulator's certs folder, or of a CA "
                + "that the settings name in client-ca."
        case .itself:
            "Use a certificate of the \(environment) environment; no certificate that signed itself is accepted. "
                + "'m2m-emulator certs issue' makes a good one."
        case .sameName:
            "The emulator's certs folder was made anew after the certificate was issued: fetch the certificate from "
                + "there again."
        case .environment(let other):
            "Test and production are separate, at SCB too: use the certificate of the \(environment) environment, or "
                + "the \(other) environment's base URL."
        }
    }

    static func certificateExpired(_ facts: CertificateFacts, now: Date) -> Problem {
        Problem(
            .certificateExpired,
            detail: "\(facts.named) expired at \(facts.notAfter.iso8601); the emulator's time is \(now.iso8601).",
            hint: "Renew the certificate. SCB's certificates live for two years and are renewed by the reporter."
        )
    }

    static func certificateNotYetValid(_ facts: CertificateFacts, now: Date) -> Problem {
        Problem(
            .certificateNotYetValid,
            detail: "\(facts.named) is valid from \(facts.notBefore.iso8601); the emulator's time is \(now.iso8601).",
            hint: "Wait until then, use another certificate, or check the machine's clock."
        )
    }

    static func certificateWrongUsage(_ facts: CertificateFacts) -> Problem {
        Problem(
            .certificateWrongUsage,
            detail: "\(facts.named) may not be used to authenticate a client: its extended key usage lacks clientAuth, "
                + "or its key usage lacks digitalSignature.",
            hint: "Use a certificate that was issued for client authentication; a server's certificate will not do."
        )
    }

    static func certificateRevoked(
        _ facts: CertificateFacts,
        _ revocation: Revocation,
        environment: EnvironmentName
    ) -> Problem {
        let reason = revocation.reason.map { " (\($0))" } ?? ""
        return Problem(
            .certificateRevoked,
            detail: "\(facts.named) was revoked at \(revocation.date.iso8601)\(reason).",
            hint: revocation.reason == .certificateHold
                ? "It is on hold: use the user's new one, or take it off the list with 'm2m-emulator certs unrevoke "
                    + "\(facts.serial) --environment \(environment)'."
                : "A revoked certificate never becomes good again: use the user's new one, or have one made with "
                    + "'m2m-emulator certs issue --environment \(environment)'."
        )
    }

    static func certificateInvalid(_ facts: CertificateFacts, reason: String) -> Problem {
        Problem(
            .certificateInvalid,
            detail: "\(facts.named) does not verify: \(reason).",
            hint: "Fetch the certificate and its chain again as they were issued, unchanged."
        )
    }

    static func certificateUnreadable(_ reason: String) -> Problem {
        Problem(
            .certificateUnreadable,
            detail: "The client certificate breaks RFC 5280: \(reason)",
            hint: "Have the certificate issued anew."
        )
    }

    static func certificateUnmapped(_ facts: CertificateFacts, environment: EnvironmentName) -> Problem {
        Problem(
            .certificateUnmapped,
            detail: "\(facts.named) is genuine, but no user of the \(environment) environment has serial number "
                + "\(facts.serial).",
            hint:
                "Add the serial number to a user's 'serials' in the settings and start the emulator again, or issue the "
                + "user's certificate with 'm2m-emulator certs issue', which needs no restart."
        )
    }

    static func userDisabled(_ user: String) -> Problem {
        Problem(
            .userDisabled,
            detail: "The certificate belongs to user '\(user)', who is disabled.",
            hint: "Remove 'disabled: true' from the user in the settings, or use another user's certificate."
        )
    }

    static func revocationUnknown(_ fault: RevocationListFault) -> Problem {
        Problem(
            .revocationUnknown,
            detail: "\(fault). With 'certificates.revocation-list: require' no certificate is accepted until that is "
                + "mended. The client's certificate has no fault in this.",
            hint:
                "Run 'm2m-emulator certs crl' to have the list made anew, or set certificates.revocation-list to warn."
        )
    }
}

extension CertificateFacts {
    fileprivate var named: String { "The certificate '\(self.subject)' (serial number \(self.serial))" }
}
