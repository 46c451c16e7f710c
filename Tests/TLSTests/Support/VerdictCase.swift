import Domain
import Foundation
import PKI
import TLS
import Testing

/// A certificate that is sound or odd in one way, and what is to be found of it.
struct VerdictCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Whose certificates are accepted.
    var authority = CertificateProfile.root
    /// Whether the authority of the production environment issues it, in place of `authority`.
    var isOfOther = false
    /// The authority's revocation list, given the client's serial number, where the settings require one; the closure
    /// gives `nil` when there is none.
    var list: (@Sendable (CertificateAuthority, CertificateSerial) throws -> SignedRevocationList?)?
    let credentials: @Sendable (CertificateAuthority) throws -> Credentials
    var refusal: @Sendable (CertificateFacts) -> CertificateRefusal? = { _ in nil }

    static let all = sound + untrusted + ofOther + outOfTime + wrongUsage + brokenChain + revocation

    /// A client that presents the certificate to a server that trusts `authority` and knows production's.
    func link(_ version: ClientSettings.Version, _ refusal: TLSServerSettings.Refusal) throws -> (
        TLSLink, CertificateFacts
    ) {
        let authority = try CertificateAuthority.make(self.authority)
        let other = try CertificateAuthority.make(.clientAuthority(of: .production))
        let credentials = try self.credentials(self.isOfOther ? other : authority)
        let folder = try TemporaryFolder()
        if let list = try self.list?(authority, credentials.facts.serial) {
            _ = try folder.write("list.pem", list.pem())
        }
        let trust = try ServerFixture.trust(
            [authority],
            other: other,
            lists: self.list == nil ? [] : [folder.path("list.pem")],
            requiresLists: self.list != nil
        )
        let context = try ServerFixture.context(trust) { $0.refusal = refusal }
        let settings = ClientSettings(version: version, credentials: credentials, serverName: "localhost")
        return (try TLSLink.open(context, settings), credentials.facts)
    }

    private static let sound = [
        VerdictCase(testDescription: "with an intermediate sent along") { root in
            let intermediate = try root.makeIntermediate()
            return try .issued(by: intermediate, with: [intermediate.certificate])
        },
        VerdictCase(testDescription: "with the authority and strangers sent along") { root in
            try .issued(by: root, with: [CertificateAuthority.make().certificate, root.certificate])
        },
        VerdictCase(testDescription: "in its first second") { try .issued(by: $0) { $0.notBefore = .test } },
        VerdictCase(testDescription: "in its last second") { try .issued(by: $0) { $0.notAfter = .test } },
        VerdictCase(testDescription: "without any usage extension") { root in
            try .issued(by: root) {
                $0.keyUsage = []
                $0.extendedKeyUsage = []
            }
        },
        VerdictCase(testDescription: "of servers and clients") { root in
            try .issued(by: root) { $0.extendedKeyUsage = [.serverAuth, .clientAuth] }
        },
        VerdictCase(testDescription: "with a serial number of 20 bytes") { root in
            try .issued(by: root) {
                $0.serial = try #require(CertificateSerial("7f" + String(repeating: "0a", count: 19)))
            }
        },
        VerdictCase(testDescription: "with a serial number that a zero byte leads") { root in
            try .issued(by: root) { $0.serial = try #require(CertificateSerial("ff01")) }
        },
        VerdictCase(testDescription: "with an RSA key of 4096 bits") { try .issued(by: $0, key: .rsa4096) },
        VerdictCase(testDescription: "with a P-384 key") { try .issued(by: $0, key: .p384) },
    ]

    private static let untrusted = [
        VerdictCase(
            testDescription: "of another authority",
            credentials: { _ in try .issued(by: .make(.serverAuthority())) },
            refusal: { .untrusted($0, .unknown) }
        ),
        VerdictCase(
            testDescription: "of another authority, which is sent along",
            credentials: { _ in
                let other = try CertificateAuthority.make(.serverAuthority())
                return try .issued(by: other, with: [other.certificate])
            },
            refusal: { .untrusted($0, .unknown) }
        ),
        VerdictCase(
            testDescription: "of an authority of the same name with another key",
            credentials: { _ in try .issued(by: .make(.root)) },
            refusal: { .untrusted($0, .sameName) }
        ),
        VerdictCase(
            testDescription: "of an authority of the same name with another key, which is not named",
            credentials: { _ in
                let other = try CertificateAuthority.make(.root)
                return try .issued(by: other).withoutIssuerKey(signedBy: other)
            },
            refusal: { .untrusted($0, .sameName) }
        ),
        VerdictCase(
            testDescription:
                "of an authority of the same name with another key, which is not named, and for servers only",
            credentials: { _ in
                let other = try CertificateAuthority.make(.root)
                return try .issued(by: other) { $0.extendedKeyUsage = [.serverAuth] }.withoutIssuerKey(signedBy: other)
            },
            refusal: { .untrusted($0, .sameName) }
        ),
        VerdictCase(
            testDescription: "of an intermediate that is not sent along",
            credentials: { try .issued(by: $0.makeIntermediate()) },
            refusal: { .untrusted($0, .unknown) }
        ),
        VerdictCase(
            testDescription: "signed by itself",
            credentials: { _ in
                var profile = CertificateProfile.root
                profile.keyUsage = [.digitalSignature, .certificateSigning]
                profile.extendedKeyUsage = [.clientAuth]
                let own = try CertificateAuthority.create(profile, key: Keys.client(.p256))
                return Credentials(certificates: [own.certificate], key: own.key)
            },
            refusal: { .untrusted($0, .itself) }
        ),
        VerdictCase(
            testDescription: "untrusted and expired",
            credentials: { _ in try .issued(by: .make()) { $0.notAfter = .test - 1 } },
            refusal: { .untrusted($0, .sameName) }
        ),
    ]

    private static let outOfTime = [
        VerdictCase(
            testDescription: "expired a second ago",
            credentials: { try .issued(by: $0) { $0.notAfter = .test - 1 } },
            refusal: { .expired($0, now: .test) }
        ),
        VerdictCase(
            testDescription: "expired before 1970",
            credentials: { root in
                try .issued(by: root) {
                    $0.notBefore = Date(timeIntervalSince1970: -200_000_000)
                    $0.notAfter = Date(timeIntervalSince1970: -100_000_000)
                }
            },
            refusal: { .expired($0, now: .test) }
        ),
        VerdictCase(
            testDescription: "valid in a second",
            credentials: { try .issued(by: $0) { $0.notBefore = .test + 1 } },
            refusal: { .notYetValid($0, now: .test) }
        ),
    ]

    private static let wrongUsage =
        [ExtendedKeyUsage.serverAuth, .codeSigning, .emailProtection].map { usage in
            VerdictCase(
                testDescription: "for \(usage) only",
                credentials: { try .issued(by: $0) { $0.extendedKeyUsage = [usage] } },
                refusal: { .wrongUsage($0) }
            )
        }
        + [
            ("key encipherment", KeyUsage.keyEncipherment), ("key agreement", .keyAgreement),
            ("signing certificates", .certificateSigning),
        ].map { name, usage in
            VerdictCase(
                testDescription: "for \(name) but not for digital signatures",
                credentials: { try .issued(by: $0) { $0.keyUsage = usage } },
                refusal: { .wrongUsage($0) }
            )
        }
        + [
            VerdictCase(
                testDescription: "of a wrong usage and expired",
                credentials: { root in
                    try .issued(by: root) {
                        $0.extendedKeyUsage = [.serverAuth]
                        $0.notAfter = .test - 1
                    }
                },
                refusal: { .wrongUsage($0) }
            )
        ]
}
