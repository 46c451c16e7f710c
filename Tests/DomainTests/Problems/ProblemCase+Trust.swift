import Foundation

@testable import Domain

extension ProblemCase {
    /// Certificates of authorities that the environment does not trust.
    static let untrusted = [
        (
            CertificateRefusal.Origin.unknown,
            "",
            "Use a certificate of the production environment: one under the emulator's certs folder, or of a CA that the "
                + "settings name in client-ca."
        ),
        (
            .itself,
            " It signed itself.",
            "Use a certificate of the production environment; no certificate that signed itself is accepted. "
                + "'m2m-emulator certs issue' makes a good one."
        ),
        (
            .environment(.test),
            " It is a certificate of the test environment.",
            "Test and production are separate, at SCB too: use the certificate of the production environment, or the test "
                + "environment's base URL."
        ),
    ].map { origin, found, hint in
        ProblemCase(
            .certificateRefused(.untrusted(Example.certificate, origin), environment: .production),
            "certificate-untrusted",
            403,
            "The certificate's issuer is not trusted",
            detail: "\(named) was issued by 'CN=SCB Test CA', which is not the certificate authority of the production "
                + "environment.\(found)",
            hint: hint
        )
    }

    static let sameName = [
        ProblemCase(
            .certificateRefused(.untrusted(Example.certificate, .sameName), environment: .test),
            "certificate-untrusted",
            403,
            "The certificate's issuer is not trusted",
            detail: "\(named) names 'CN=SCB Test CA' as its issuer, but was not signed with the key of the test "
                + "environment's certificate authority of that name.",
            hint:
                "The emulator's certs folder was made anew after the certificate was issued: fetch the certificate from "
                + "there again."
        )
    ]

    static let revocation =
        [
            ProblemCase(
                .certificateRefused(.revoked(Example.certificate, .example), environment: .test),
                "certificate-revoked",
                403,
                "The certificate is revoked",
                detail: "\(named) was revoked at 2027-01-01T00:00:00Z (keyCompromise).",
                hint: "A revoked certificate never becomes good again: use the user's new one, or have one made with "
                    + "'m2m-emulator certs issue --environment test'."
            ),
            ProblemCase(
                .certificateRefused(
                    .revoked(Example.certificate, Revocation(date: Example.now, reason: nil)),
                    environment: .production
                ),
                "certificate-revoked",
                403,
                "The certificate is revoked",
                detail: "\(named) was revoked at 2027-01-01T00:00:00Z.",
                hint: "A revoked certificate never becomes good again: use the user's new one, or have one made with "
                    + "'m2m-emulator certs issue --environment production'."
            ),
            ProblemCase(
                .certificateRefused(
                    .revoked(Example.certificate, Revocation(date: Example.now, reason: .certificateHold)),
                    environment: .test
                ),
                "certificate-revoked",
                403,
                "The certificate is revoked",
                detail: "\(named) was revoked at 2027-01-01T00:00:00Z (certificateHold).",
                hint:
                    "It is on hold: use the user's new one, or take it off the list with 'm2m-emulator certs unrevoke "
                    + "\(Example.certificate.serial) --environment test'."
            ),
        ]
        + [
            (
                RevocationListFault.missing(issuer: "CN=SCB Test CA"),
                "There is no revocation list of 'CN=SCB Test CA'"
            ),
            (
                .stale(issuer: "CN=SCB Test CA", nextUpdate: Example.certificate.notBefore, now: Example.now),
                "The revocation list of 'CN=SCB Test CA' is stale: the next was due at 2026-01-01T00:00:00Z; the "
                    + "emulator's time is 2027-01-01T00:00:00Z"
            ),
            (
                .notYetValid(issuer: "CN=SCB Test CA", thisUpdate: Example.certificate.notAfter, now: Example.now),
                "The revocation list of 'CN=SCB Test CA' is of 2028-01-01T00:00:00Z, which is still to come; the "
                    + "emulator's time is 2027-01-01T00:00:00Z"
            ),
        ].map { fault, text in
            ProblemCase(
                .certificateRefused(.revocationUnknown(Example.certificate, fault), environment: .test),
                "revocation-unknown",
                503,
                "The emulator cannot tell whether certificates are revoked",
                detail:
                    "\(text). With 'certificates.revocation-list: require' no certificate is accepted until that is "
                    + "mended. The client's certificate has no fault in this.",
                hint: "Run 'm2m-emulator certs crl' to have the list made anew, or set certificates.revocation-list to "
                    + "warn."
            )
        }
}

extension Revocation {
    fileprivate static let example = Revocation(date: Example.now, reason: .keyCompromise)
}
