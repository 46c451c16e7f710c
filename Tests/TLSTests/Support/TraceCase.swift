import Domain
import Foundation
import PKI
import TLS
import Testing

/// A certificate and the whole trace of its judgement.
struct TraceCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var authority = CertificateProfile.root
    var isOfOther = false
    /// In place of an empty list.
    var list: (@Sendable (CertificateAuthority, CertificateSerial) throws -> SignedRevocationList?)?
    /// Whether a list is required.
    var requiresLists = true
    let credentials: @Sendable (CertificateAuthority) throws -> Credentials
    /// Name, outcome and finding of each check.
    let trace: [String]

    static let all = accepted + untrusted + refused + revocation

    private static let notReached = CertificateCheck.Name.allCases.map { "\($0) not-reached " }

    /// All eight checks: those before `failed` as a sound certificate passes them but for `changed`, those after it not
    /// reached.
    static func trace(
        failed: CertificateCheck.Name? = nil,
        _ finding: String = "",
        outcome: String = "failed",
        changed: [CertificateCheck.Name: String] = [:]
    ) -> [String] {
        let sound: [CertificateCheck.Name: String] = [
            .presented: "1 certificate, the client's 'CN=anna,O=scb-m2m-emulator'",
            .readable: "serial number 7A51",
            .issuer: "'CN=M2M emulator test client CA (not SCB),O=scb-m2m-emulator'",
            .usage: "key usage digitalSignature, extended key usage clientAuth",
            .validity: "2024-05-31T12:00:00Z to 2026-06-01T12:00:00Z, the emulator's time is 2024-06-01T12:00:00Z",
            .revocation: "not on the list of 2024-05-31T12:00:00Z, entries: 0",
        ].merging(changed) { $1 }
        var lines: [String] = []
        for name in CertificateCheck.Name.allCases {
            let isFault = name == failed
            lines.append("\(name) \(isFault ? outcome : "passed") \(isFault ? finding : sound[name] ?? "")")
            if isFault, outcome == "failed" { break }
        }
        return lines + Self.notReached.dropFirst(lines.count)
    }

    /// A certificate for `anna` with serial number 7A51, sound but for `change`.
    static func anna(
        of issuer: CertificateAuthority,
        with chain: [Certificate] = [],
        _ change: (inout CertificateProfile) -> Void = { _ in }
    ) throws -> Credentials {
        try .issued(by: issuer, with: chain) { profile in
            profile.serial = try #require(CertificateSerial("7a51"))
            change(&profile)
        }
    }
}

extension TraceCase {
    private static let accepted = [
        TraceCase(testDescription: "good", credentials: { try anna(of: $0) }, trace: trace()),
        TraceCase(
            testDescription: "good, not limited in its usage",
            credentials: { root in
                try anna(of: root) {
                    $0.keyUsage = []
                    $0.extendedKeyUsage = []
                }
            },
            trace: trace(changed: [.usage: "key usage not limited, extended key usage not limited"])
        ),
        TraceCase(
            testDescription: "good, under an intermediate, lists not required",
            list: { _, _ in nil },
            requiresLists: false,
            credentials: { root in
                let intermediate = try root.makeIntermediate()
                return try anna(of: intermediate, with: [intermediate.certificate])
            },
            trace: trace(
                failed: .revocation,
                "There is no revocation list of 'CN=Intermediate,O=scb-m2m-emulator'",
                outcome: "warned",
                changed: [
                    .presented: "2 certificates, the client's 'CN=anna,O=scb-m2m-emulator'",
                    .issuer: "'CN=Intermediate,O=scb-m2m-emulator' under "
                        + "'CN=M2M emulator test client CA (not SCB),O=scb-m2m-emulator'",
                ]
            )
        ),
        TraceCase(
            testDescription: "good, a list missing that is not required",
            list: { _, _ in nil },
            requiresLists: false,
            credentials: { try anna(of: $0) },
            trace: trace(
                failed: .revocation,
                "There is no revocation list of 'CN=M2M emulator test client CA (not SCB),O=scb-m2m-emulator'",
                outcome: "warned"
            )
        ),
        TraceCase(
            testDescription: "good, a list stale that is not required",
            list: { authority, _ in try authority.list(until: .test - 1) },
            requiresLists: false,
            credentials: { try anna(of: $0) },
            trace: trace(
                failed: .revocation,
                "The revocation list of 'CN=M2M emulator test client CA (not SCB),O=scb-m2m-emulator' is stale: the next "
                    + "was due at 2024-06-01T11:59:59Z; the emulator's time is 2024-06-01T12:00:00Z",
                outcome: "warned"
            )
        ),
    ]

    private static let untrusted = [
        TraceCase(
            testDescription: "of an unknown authority",
            credentials: { _ in try anna(of: .make(.serverAuthority())) },
            trace: trace(
                failed: .issuer,
                "'CN=M2M emulator server CA (not SCB),O=scb-m2m-emulator', no authority of the environment"
            )
        ),
        TraceCase(
            testDescription: "of an authority of the same name",
            credentials: { _ in try anna(of: .make()) },
            trace: trace(
                failed: .issuer,
                "'CN=M2M emulator test client CA (not SCB),O=scb-m2m-emulator', but not signed with that authority's key"
            )
        ),
        TraceCase(
            testDescription: "of the other environment",
            isOfOther: true,
            credentials: { try anna(of: $0) },
            trace: trace(
                failed: .issuer,
                "'CN=M2M emulator production client CA (not SCB),O=scb-m2m-emulator', an authority of the production "
                    + "environment"
            )
        ),
        TraceCase(
            testDescription: "signed by itself",
            credentials: { _ in
                var profile = CertificateProfile.client(
                    "anna",
                    serial: try #require(CertificateSerial("7a51")),
                    now: .test
                )
                profile.keyUsage = .digitalSignature
                let key = try Keys.client(.p256)
                return Credentials(certificates: [try .selfSigned(profile, key: key)], key: key)
            },
            trace: trace(failed: .issuer, "'CN=anna,O=scb-m2m-emulator', the certificate itself")
        ),
        TraceCase(
            testDescription: "under an authority that may have no other below it",
            authority: .clientAuthority(of: .test),
            credentials: { root in
                let intermediate = try root.makeIntermediate()
                return try anna(of: intermediate, with: [intermediate.certificate])
            },
            trace: trace(
                failed: .issuer,
                "path length constraint exceeded (in the certificate 2 above it)",
                changed: [.presented: "2 certificates, the client's 'CN=anna,O=scb-m2m-emulator'"]
            )
        ),
    ]
}
