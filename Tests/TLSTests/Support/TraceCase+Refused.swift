import Domain
import Foundation
import PKI

extension TraceCase {
    /// Of the authority, and refused for another reason than its issuer.
    static let refused = [
        TraceCase(
            testDescription: "for servers only",
            credentials: { try anna(of: $0) { $0.extendedKeyUsage = [.serverAuth] } },
            trace: trace(failed: .usage, "key usage digitalSignature, extended key usage serverAuth")
        ),
        TraceCase(
            testDescription: "for key agreement only",
            credentials: { try anna(of: $0) { $0.keyUsage = .keyAgreement } },
            trace: trace(failed: .usage, "key usage keyAgreement, extended key usage clientAuth")
        ),
        TraceCase(
            testDescription: "expired",
            credentials: { try anna(of: $0) { $0.notAfter = .test - 1 } },
            trace: trace(
                failed: .validity,
                "2024-05-31T12:00:00Z to 2024-06-01T11:59:59Z, the emulator's time is 2024-06-01T12:00:00Z"
            )
        ),
        TraceCase(
            testDescription: "not yet valid",
            credentials: { try anna(of: $0) { $0.notBefore = .test + 1 } },
            trace: trace(
                failed: .validity,
                "2024-06-01T12:00:01Z to 2026-06-01T12:00:00Z, the emulator's time is 2024-06-01T12:00:00Z"
            )
        ),
        TraceCase(
            testDescription: "of an intermediate that has expired",
            credentials: { root in
                let intermediate = try root.makeIntermediate { $0.notAfter = .test - 1 }
                return try anna(of: intermediate, with: [intermediate.certificate])
            },
            trace: trace(
                failed: .validity,
                "certificate has expired (in the certificate 1 above it)",
                changed: [
                    .presented: "2 certificates, the client's 'CN=anna,O=scb-m2m-emulator'",
                    .issuer: "'CN=Intermediate,O=scb-m2m-emulator' under "
                        + "'CN=M2M emulator test client CA (not SCB),O=scb-m2m-emulator'",
                ]
            )
        ),
    ]

    /// What a revocation list says, or does not.
    static let revocation = [
        TraceCase(
            testDescription: "revoked",
            list: { try $0.list([$1: Revocation(date: .test - 60, reason: .keyCompromise)]) },
            credentials: { try anna(of: $0) },
            trace: trace(failed: .revocation, "revoked at 2024-06-01T11:59:00Z, keyCompromise")
        ),
        TraceCase(
            testDescription: "revoked without a reason",
            list: { try $0.list([$1: Revocation(date: .test - 60, reason: nil)]) },
            credentials: { try anna(of: $0) },
            trace: trace(failed: .revocation, "revoked at 2024-06-01T11:59:00Z")
        ),
        TraceCase(
            testDescription: "of an authority without a list",
            list: { _, _ in nil },
            credentials: { try anna(of: $0) },
            trace: trace(
                failed: .revocation,
                "There is no revocation list of 'CN=M2M emulator test client CA (not SCB),O=scb-m2m-emulator'"
            )
        ),
        TraceCase(
            testDescription: "of an authority whose list is still to come",
            list: { authority, _ in try authority.list(from: .test + 1) },
            credentials: { try anna(of: $0) },
            trace: trace(
                failed: .revocation,
                "The revocation list of 'CN=M2M emulator test client CA (not SCB),O=scb-m2m-emulator' is of "
                    + "2024-06-01T12:00:01Z, which is still to come; the emulator's time is 2024-06-01T12:00:00Z"
            )
        ),
    ]
}
