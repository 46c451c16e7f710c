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
    static let certificateInvalid = Problem.Kind("certificate-invalid", 403, "The certificate does not verify")
    static let certificateUnreadable = Problem.Kind("certificate-unreadable", 403, "The certificate cannot be read")
    static let certificateUnmapped = Problem.Kind("certificate-unmapped", 403, "The certificate belongs to no user")
    static let userDisabled = Problem.Kind("user-disabled", 403, "The user is disabled")
}

extension Problem {
    static let certificateKinds: [Kind] = [
        .certificateMissing, .certificateUntrusted, .certificateExpired, .certificateNotYetValid,
        .certificateWrongUsage, .certificateInvalid, .certificateUnreadable, .certificateUnmapped, .userDisabled,
    ]

    /// The refusal of a certificate, in words for its holder.
    public static func certificateRefused(_ refusal: CertificateRefusal, environment: EnvironmentName) -> Problem {
        switch refusal {
        case .missing: .certificateMissing(environment)
        case .unreadable(let reason): .certificateUnreadable(reason)
        case .untrusted(let facts): .certificateUntrusted(facts, environment: environment)
        case .expired(let facts, let now): .certificateExpired(facts, now: now)
        case .notYetValid(let facts, let now): .certificateNotYetValid(facts, now: now)
        case .wrongUsage(let facts): .certificateWrongUsage(facts)
        case .invalid(let facts, let reason): .certificateInvalid(facts, reason: reason)
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

    static func certificateUntrusted(_ facts: CertificateFacts, environment: EnvironmentName) -> Problem {
        Problem(
            .certificateUntrusted,
            detail: "\(facts.named) was issued by '\(facts.issuer)', which is not the certificate authority of the "
                + "\(environment) environment.",
            hint: "Use a certificate of the \(environment) environment; those of test and production are separate. "
                + "If the emulator's certs folder was made anew, fetch the certificate from there again."
        )
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

    public static func certificateUnmapped(_ facts: CertificateFacts, environment: EnvironmentName) -> Problem {
        Problem(
            .certificateUnmapped,
            detail: "\(facts.named) is genuine, but no user of the \(environment) environment has serial number "
                + "\(facts.serial).",
            hint: "Add the serial number to a user's 'serials' in the settings and start the emulator again."
        )
    }

    public static func userDisabled(_ user: String) -> Problem {
        Problem(
            .userDisabled,
            detail: "The certificate belongs to user '\(user)', who is disabled.",
            hint: "Remove 'disabled: true' from the user in the settings, or use another user's certificate."
        )
    }
}

extension CertificateFacts {
    fileprivate var named: String { "The certificate '\(self.subject)' (serial number \(self.serial))" }
}

extension Date {
    /// UTC to the second, as `2026-01-31T12:00:00Z`.
    fileprivate var iso8601: String { self.formatted(.iso8601) }
}
