import Domain
import Foundation
import PKI

extension VerdictCase {
    private static let revoked = Revocation(date: .test - 60, reason: .keyCompromise)

    /// What a revocation list says, or does not.
    static let revocation = [
        VerdictCase(
            testDescription: "revoked",
            list: { try $0.list([$1: revoked]) },
            credentials: { try .issued(by: $0) },
            refusal: { .revoked($0, revoked) }
        ),
        VerdictCase(
            testDescription: "revoked on a list that is stale",
            list: { try $0.list([$1: revoked], until: .test - 1) },
            credentials: { try .issued(by: $0) },
            refusal: { .revoked($0, revoked) }
        ),
        VerdictCase(
            testDescription: "revoked and expired",
            list: { try $0.list([$1: revoked]) },
            credentials: { try .issued(by: $0) { $0.notAfter = .test - 1 } },
            refusal: { .expired($0, now: .test) }
        ),
        VerdictCase(
            testDescription: "revoked and of a wrong usage",
            list: { try $0.list([$1: revoked]) },
            credentials: { try .issued(by: $0) { $0.keyUsage = .keyAgreement } },
            refusal: { .wrongUsage($0) }
        ),
        VerdictCase(
            testDescription: "taken from the list again",
            list: { try $0.list([$1: Revocation(date: .test - 60, reason: .removeFromCRL)]) },
            credentials: { try .issued(by: $0) }
        ),
        VerdictCase(
            testDescription: "of an authority without a list",
            list: { _, _ in nil },
            credentials: { try .issued(by: $0) },
            refusal: { .revocationUnknown($0, .missing(issuer: $0.issuer)) }
        ),
        VerdictCase(
            testDescription: "of an authority without a list, and expired",
            list: { _, _ in nil },
            credentials: { try .issued(by: $0) { $0.notAfter = .test - 1 } },
            refusal: { .expired($0, now: .test) }
        ),
        VerdictCase(
            testDescription: "of an authority whose list is stale",
            list: { authority, _ in try authority.list(until: .test - 1) },
            credentials: { try .issued(by: $0) },
            refusal: { .revocationUnknown($0, .stale(issuer: $0.issuer, nextUpdate: .test - 1, now: .test)) }
        ),
        VerdictCase(
            testDescription: "of an authority whose list is still to come",
            list: { authority, _ in try authority.list(from: .test + 1) },
            credentials: { try .issued(by: $0) },
            refusal: { .revocationUnknown($0, .notYetValid(issuer: $0.issuer, thisUpdate: .test + 1, now: .test)) }
        ),
    ]
}

extension CertificateAuthority {
    /// A revocation list of this authority's, by default from a day before the tests' time to a day after.
    func list(
        _ entries: [CertificateSerial: Revocation] = [:],
        number: UInt64 = 1,
        from thisUpdate: Date = .test - 86_400,
        until nextUpdate: Date = .test + 86_400
    ) throws -> SignedRevocationList {
        try .sign(entries, number: number, thisUpdate: thisUpdate, nextUpdate: nextUpdate, by: self)
    }
}
