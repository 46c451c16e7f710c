import Domain
import Foundation
import PKI

extension VerdictCase {
    /// The certificate itself is sound, but not what stands above it.
    static let brokenChain = [
        VerdictCase(
            testDescription: "of an authority that has expired",
            authority: root { $0.notAfter = .test - 1 },
            credentials: { try .issued(by: $0) },
            refusal: { .invalid($0, at: .validity, reason: "certificate has expired (in the certificate 1 above it)") }
        ),
        VerdictCase(
            testDescription: "of an authority that is not yet valid",
            authority: root { $0.notBefore = .test + 60 },
            credentials: { try .issued(by: $0) },
            refusal: {
                .invalid($0, at: .validity, reason: "certificate is not yet valid (in the certificate 1 above it)")
            }
        ),
        VerdictCase(
            testDescription: "of an authority that has expired, and expired itself",
            authority: root { $0.notAfter = .test - 1 },
            credentials: { try .issued(by: $0) { $0.notAfter = .test - 1 } },
            refusal: { .expired($0, now: .test) }
        ),
        VerdictCase(
            testDescription: "of an intermediate that has expired",
            credentials: { root in
                let intermediate = try root.makeIntermediate { $0.notAfter = .test - 1 }
                return try .issued(by: intermediate, with: [intermediate.certificate])
            },
            refusal: { .invalid($0, at: .validity, reason: "certificate has expired (in the certificate 1 above it)") }
        ),
        VerdictCase(
            testDescription: "of an intermediate under an authority that may have none",
            authority: .clientAuthority(of: .test),
            credentials: { root in
                let intermediate = try root.makeIntermediate()
                return try .issued(by: intermediate, with: [intermediate.certificate])
            },
            refusal: { .invalid($0, reason: "path length constraint exceeded (in the certificate 2 above it)") }
        ),
        VerdictCase(
            testDescription: "of a name that the authority may not give",
            authority: root { $0.permittedNames = [.dns("permitted.example")] },
            credentials: { try .issued(by: $0) { $0.subjectAlternativeNames = [.dns("other.example")] } },
            refusal: { .invalid($0, reason: "permitted subtree violation") }
        ),
    ]

    private static func root(_ change: (inout CertificateProfile) -> Void) -> CertificateProfile {
        var profile = CertificateProfile.root
        change(&profile)
        return profile
    }
}
