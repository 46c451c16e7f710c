@testable import Domain

extension ProblemCase {
    static let named = "The certificate 'CN=Åsa,O=Banken' (serial number A1B2C)"

    static let certificate = [
        ProblemCase(
            .certificateRefused(.missing, environment: .test),
            "certificate-missing",
            403,
            "No client certificate was sent",
            detail: "The TLS handshake asked for a client certificate and the client sent none.",
            hint: "Give the client a certificate of the test environment together with its private key. .NET leaves a "
                + "certificate out without a word when its private key is missing, when its extended key usage lacks "
                + "clientAuth, or when its key usage lacks digitalSignature."
        ),
        ProblemCase(
            .certificateRefused(.unreadable(reason: "The serial number is -1."), environment: .test),
            "certificate-unreadable",
            403,
            "The certificate cannot be read",
            detail: "The client certificate breaks RFC 5280: The serial number is -1.",
            hint: "Have the certificate issued anew."
        ),
        ProblemCase(
            .certificateRefused(.expired(Example.certificate, now: Example.now), environment: .test),
            "certificate-expired",
            403,
            "The certificate has expired",
            detail: "\(named) expired at 2028-01-01T00:00:00Z; the emulator's time is 2027-01-01T00:00:00Z.",
            hint: "Renew the certificate. SCB's certificates live for two years and are renewed by the reporter."
        ),
        ProblemCase(
            .certificateRefused(.notYetValid(Example.certificate, now: Example.now), environment: .test),
            "certificate-not-yet-valid",
            403,
            "The certificate is not yet valid",
            detail: "\(named) is valid from 2026-01-01T00:00:00Z; the emulator's time is 2027-01-01T00:00:00Z.",
            hint: "Wait until then, use another certificate, or check the machine's clock."
        ),
        ProblemCase(
            .certificateRefused(.wrongUsage(Example.certificate), environment: .test),
            "certificate-wrong-usage",
            403,
            "The certificate is not for clients",
            detail: "\(named) may not be used to authenticate a client: its extended key usage lacks clientAuth, or "
                + "its key usage lacks digitalSignature.",
            hint: "Use a certificate that was issued for client authentication; a server's certificate will not do."
        ),
        ProblemCase(
            .certificateRefused(.invalid(Example.certificate, reason: "path too long"), environment: .test),
            "certificate-invalid",
            403,
            "The certificate does not verify",
            detail: "\(named) does not verify: path too long.",
            hint: "Fetch the certificate and its chain again as they were issued, unchanged."
        ),
        ProblemCase(
            .certificateRefused(.unmapped(Example.certificate), environment: .test),
            "certificate-unmapped",
            403,
            "The certificate belongs to no user",
            detail: "\(named) is genuine, but no user of the test environment has serial number A1B2C.",
            hint:
                "Add the serial number to a user's 'serials' in the settings and start the emulator again, or issue the "
                + "user's certificate with 'm2m-emulator certs issue', which needs no restart."
        ),
        ProblemCase(
            .certificateRefused(.disabled(Example.certificate, user: "bank"), environment: .test),
            "user-disabled",
            403,
            "The user is disabled",
            detail: "The certificate belongs to user 'bank', who is disabled.",
            hint: "Remove 'disabled: true' from the user in the settings, or use another user's certificate."
        ),
    ]
}
