import Domain
import Foundation
import PKI
import TLS
import Testing

@Suite("Verdict: judged anew for each request, by the time of the request")
struct VerdictOverTimeTests {
    /// A certificate from a handshake, judged once at `now`.
    private func presented(
        at now: Date,
        authority: CertificateAuthority,
        _ credentials: Credentials
    ) throws -> PresentedCertificate {
        let context = try ServerFixture.context(trusting: authority)
        let link = try TLSLink.open(context, ClientSettings(credentials: credentials))
        let certificate = try #require(link.recorder.handshake?.certificate)
        _ = certificate.refusal(at: now)
        return certificate
    }

    @Test(
        "A certificate is valid from its first to its last second, whenever the handshake was",
        arguments: [-3_000, 0, 3_000] as [TimeInterval]
    )
    func bounds(_ handshake: TimeInterval) throws {
        let authority = try CertificateAuthority.make()
        let credentials = try Credentials.issued(by: authority) {
            $0.notBefore = .test - 1_000
            $0.notAfter = .test + 1_000
        }
        let facts = credentials.facts
        let presented = try self.presented(at: .test + handshake, authority: authority, credentials)
        for offset in [-1_000, -999.5, 0, 999.5, 1_000] as [TimeInterval] {
            #expect(try presented.identity(at: .test + offset).certificate == facts)
        }
        for offset in [1_000.5, 1_001, 1e9] as [TimeInterval] {
            #expect(presented.refusal(at: .test + offset) == .expired(facts, now: .test + offset))
        }
        for offset in [-1_000.5, -1_001, -1e9] as [TimeInterval] {
            #expect(presented.refusal(at: .test + offset) == .notYetValid(facts, now: .test + offset))
        }
    }

    @Test("Time heals no wrong usage and makes no authority trusted", arguments: [-1e8, 0, 1e8] as [TimeInterval])
    func lasting(_ offset: TimeInterval) throws {
        let authority = try CertificateAuthority.make()
        let server = try Credentials.issued(by: authority) { $0.extendedKeyUsage = [.serverAuth] }
        let stranger = try Credentials.issued(by: .make())
        let wrongUsage = try self.presented(at: .test, authority: authority, server)
        let untrusted = try self.presented(at: .test, authority: authority, stranger)
        #expect(wrongUsage.refusal(at: .test + offset) == .wrongUsage(server.facts))
        #expect(untrusted.refusal(at: .test + offset) == .untrusted(stranger.facts, .sameName))
    }

    @Test("An intermediate that expires on an open connection ends the certificate's validity")
    func intermediateExpires() throws {
        let root = try CertificateAuthority.make(.root)
        let intermediate = try root.makeIntermediate { $0.notAfter = .test + 100 }
        let credentials = try Credentials.issued(by: intermediate, with: [intermediate.certificate])
        let presented = try self.presented(at: .test, authority: root, credentials)
        #expect(presented.refusal(at: .test + 100) == nil)
        let reason = "certificate has expired (in the certificate 1 above it)"
        #expect(presented.refusal(at: .test + 101) == .invalid(credentials.facts, at: .validity, reason: reason))
    }

    @Test("An authority that had expired at the handshake is good again when the clock is set back")
    func authorityBecomesValid() throws {
        var profile = CertificateProfile.root
        profile.notAfter = .test - 100
        let root = try CertificateAuthority.make(profile)
        let credentials = try Credentials.issued(by: root) { $0.notBefore = .test - 1_000 }
        let presented = try self.presented(at: .test, authority: root, credentials)
        #expect(presented.refusal(at: .test) != nil)
        #expect(presented.refusal(at: .test - 200) == nil)
    }

    @Test("A certificate that had expired is not good again when it breaks another rule too")
    func expiryHidesNothing() throws {
        var profile = CertificateProfile.root
        profile.permittedNames = [.dns("permitted.example")]
        let root = try CertificateAuthority.make(profile)
        let credentials = try Credentials.issued(by: root) {
            $0.subjectAlternativeNames = [.dns("other.example")]
            $0.notAfter = .test - 100
        }
        let presented = try self.presented(at: .test, authority: root, credentials)
        let refusal = CertificateRefusal.invalid(credentials.facts, reason: "permitted subtree violation")
        #expect(presented.refusal(at: .test - 200) == refusal)
    }
}
