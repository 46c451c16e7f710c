import Domain
import Foundation
import PKI

extension VerdictCase {
    /// Of the production environment, whatever else is wrong with it.
    static let ofOther = [
        VerdictCase(
            testDescription: "of the other environment",
            isOfOther: true,
            credentials: { try .issued(by: $0) },
            refusal: { .untrusted($0, .environment(.production)) }
        ),
        VerdictCase(
            testDescription: "of the other environment, its authority sent along",
            isOfOther: true,
            credentials: { try .issued(by: $0, with: [$0.certificate]) },
            refusal: { .untrusted($0, .environment(.production)) }
        ),
        VerdictCase(
            testDescription: "of the other environment and expired",
            isOfOther: true,
            credentials: { try .issued(by: $0) { $0.notAfter = .test - 1 } },
            refusal: { .untrusted($0, .environment(.production)) }
        ),
        VerdictCase(
            testDescription: "of the other environment and for servers only",
            isOfOther: true,
            credentials: { try .issued(by: $0) { $0.extendedKeyUsage = [.serverAuth] } },
            refusal: { .untrusted($0, .environment(.production)) }
        ),
        VerdictCase(
            testDescription: "of the other environment and not for digital signatures",
            isOfOther: true,
            credentials: { try .issued(by: $0) { $0.keyUsage = .keyAgreement } },
            refusal: { .untrusted($0, .environment(.production)) }
        ),
        VerdictCase(
            testDescription: "of an authority that only has the name of the other environment's",
            credentials: { _ in try .issued(by: .make(.clientAuthority(of: .production))) },
            refusal: { .untrusted($0, .unknown) }
        ),
        VerdictCase(
            testDescription: "of such an authority, which is not named, and for servers only",
            credentials: { _ in
                let other = try CertificateAuthority.make(.clientAuthority(of: .production))
                return try .issued(by: other) { $0.extendedKeyUsage = [.serverAuth] }.withoutIssuerKey(signedBy: other)
            },
            refusal: { .untrusted($0, .unknown) }
        ),
    ]
}
