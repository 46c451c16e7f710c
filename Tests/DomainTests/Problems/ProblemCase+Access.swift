@testable import Domain

extension ProblemCase {
    private static let named = "The certificate 'CN=Åsa,O=Banken' (serial number A1B2C)"

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
            .certificateRefused(.untrusted(Example.certificate), environment: .production),
            "certificate-untrusted",
            403,
            "The certificate's issuer is not trusted",
            detail: "\(named) was issued by 'CN=SCB Test CA', which is not the certificate authority of the production "
                + "environment.",
            hint: "Use a certificate of the production environment; those of test and production are separate. "
                + "If the emulator's certs folder was made anew, fetch the certificate from there again."
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
            .certificateUnmapped(Example.certificate, environment: .test),
            "certificate-unmapped",
            403,
            "The certificate belongs to no user",
            detail: "\(named) is genuine, but no user of the test environment has serial number A1B2C.",
            hint: "Add the serial number to a user's 'serials' in the settings and start the emulator again."
        ),
        ProblemCase(
            .userDisabled("bank"),
            "user-disabled",
            403,
            "The user is disabled",
            detail: "The certificate belongs to user 'bank', who is disabled.",
            hint: "Remove 'disabled: true' from the user in the settings, or use another user's certificate."
        ),
    ]

    static let session = [
        ProblemCase(
            .sessionMissing(cookie: "M2MSession-test"),
            "session-missing",
            401,
            "No session cookie was sent",
            detail: "The request carries no cookie 'M2MSession-test'.",
            hint: "Call GET /m2m/v2/heartbeat first and send the cookie it sets with every POST: the same cookie jar "
                + "must serve both calls (SCB's instruction, 2.2.2, steps 1 and 2)."
        ),
        ProblemCase(
            .sessionUnknown(cookie: "M2MSession-test", idleMinutes: 20),
            "session-unknown",
            401,
            "The session is not alive",
            detail: "The cookie 'M2MSession-test' names no live session of this certificate: it was idle for 20 "
                + "minutes, belongs to another certificate, or is not from this emulator.",
            hint: "Call GET /m2m/v2/heartbeat again with the same certificate, then begin the file anew at fragment 0."
        ),
    ]

    static let grant = [
        ProblemCase(
            .organisationNotGranted(
                Example.organisation("202100-0837"),
                user: "bank",
                granted: [Example.organisation("5566778899"), Example.organisation("5512345678")]
            ),
            "organisation-not-granted",
            403,
            "The user may not report for the organisation",
            detail: "User 'bank' may not report for organisation 2021000837; granted: 5512345678, 5566778899.",
            hint: "Check the organisation number and the certificate, or add a grant to the user in the settings."
        ),
        ProblemCase(
            .organisationNotGranted(Example.organisation("2021000837"), user: "bank", granted: []),
            "organisation-not-granted",
            403,
            "The user may not report for the organisation",
            detail: "User 'bank' may not report for organisation 2021000837; no organisation is granted.",
            hint: "Check the organisation number and the certificate, or add a grant to the user in the settings."
        ),
        ProblemCase(
            .programNotGranted(
                .krita,
                organisation: Example.organisation("2021000837"),
                user: "bank",
                granted: [.vinn]
            ),
            "program-not-granted",
            403,
            "The user may not report to the statistical program",
            detail: "User 'bank' may report for organisation 2021000837 to VINN, not to KRITA.",
            hint: "Check the program, or add a grant to the user in the settings."
        ),
        ProblemCase(
            .formatNotGranted(
                FileFormatName("V10"),
                program: .vinn,
                organisation: Example.organisation("2021000837"),
                user: "bank",
                granted: [FileFormatName("V40"), FileFormatName("V30")]
            ),
            "format-not-granted",
            403,
            "The user may not report in the file format",
            detail: "User 'bank' may report for organisation 2021000837 to VINN in V30, V40, not in V10.",
            hint: "Check the file format, or add it to the user's grant in the settings."
        ),
        ProblemCase(
            .deliveryUnknown(Example.id),
            "delivery-unknown",
            404,
            "No such delivery",
            detail: "There is no delivery 0f8fad5b-d9cb-469f-a165-70867728950e that this user may see.",
            hint: "Use the DeliveryId of an upload that was answered 200 in this environment. An upload that was "
                + "refused at -1, begun anew at fragment 0, or left idle has no history."
        ),
    ]
}
