import Domain
import Foundation
import PKI
import TLS
import Testing

@Suite("Revocation by a scenario: in memory, beside the lists of the files")
struct RevokedByScenarioTests {
    private let authority: CertificateAuthority
    private let credentials: Credentials

    init() throws {
        self.authority = try .make(.root)
        self.credentials = try .issued(by: self.authority)
    }

    private var refusal: CertificateRefusal {
        .revoked(self.credentials.facts, Revocation(date: .test - 5, reason: nil))
    }

    private func revocationSaw(_ presented: PresentedCertificate) -> String? {
        presented.verdict(presented.refusal(at: .test), at: .test).checks.first { $0.name == .revocation }?.saw
    }

    @Test("A certificate is refused on open and new connections, at whatever time, and another is not")
    func refused() throws {
        let trust = try ServerFixture.trust([self.authority])
        let presented = try ServerFixture.presented(self.credentials, to: trust)
        #expect(presented.refusal(at: .test) == nil)
        #expect(!presented.isRevokedByScenario)
        #expect(presented.revoke(at: .test - 5))
        #expect(presented.isRevokedByScenario)
        for now in [Date.test - 10, .test, .test + 10] { #expect(presented.refusal(at: now) == self.refusal) }
        let again = try ServerFixture.presented(self.credentials, to: trust)
        #expect(again.refusal(at: .test) == self.refusal)
        #expect(self.revocationSaw(again) == "revoked by a scenario at 2024-06-01T11:59:55Z")
        #expect(try ServerFixture.presented(.issued(by: self.authority), to: trust).refusal(at: .test) == nil)
    }

    @Test("Where certificates are rejected, the next handshake fails", arguments: ClientSettings.Version.allCases)
    func rejected(_ version: ClientSettings.Version) throws {
        let context = try ServerFixture.context(trusting: self.authority) { $0.refusal = .reject }
        let settings = ClientSettings(version: version, credentials: self.credentials)
        let open = try #require(try TLSLink.open(context, settings).recorder.handshake?.certificate)
        open.revoke(at: .test - 5)
        #expect(open.refusal(at: .test) == self.refusal)
        let link = try TLSLink.open(context, settings)
        #expect(link.recorder.entries == [.failure(.certificateRejected(self.refusal, .test))])
        #expect(link.client.alert == 44)
    }

    @Test("It outlasts the reading of a list, with a reason of its own where the list has one")
    func reload() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("list.pem", self.authority.list().pem())
        let trust = try ServerFixture.trust([self.authority], lists: [folder.path("list.pem")], requiresLists: true)
        let presented = try ServerFixture.presented(self.credentials, to: trust)
        presented.revoke(at: .test - 5)
        try trust.revocationLists.reload(folder.path("list.pem"))
        #expect(presented.refusal(at: .test) == self.refusal)
        let listed = Revocation(date: .test - 60, reason: .superseded)
        let list = try self.authority.list([self.credentials.facts.serial: listed], number: 2)
        _ = try folder.write("list.pem", list.pem())
        try trust.revocationLists.reload(folder.path("list.pem"))
        #expect(presented.refusal(at: .test) == .revoked(self.credentials.facts, listed))
        #expect(self.revocationSaw(presented) == "revoked at 2024-06-01T11:59:00Z, superseded")
        #expect(!presented.isRevokedByScenario)
        trust.revocationLists.forgetRevocations()
        #expect(presented.refusal(at: .test) == .revoked(self.credentials.facts, listed))
    }

    @Test("It is taken back, and can be made again with another date")
    func forgotten() throws {
        let trust = try ServerFixture.trust([self.authority])
        let presented = try ServerFixture.presented(self.credentials, to: trust)
        presented.revoke(at: .test - 50)
        trust.revocationLists.forgetRevocations()
        #expect(presented.refusal(at: .test) == nil)
        for age in [5, 3] as [TimeInterval] { presented.revoke(at: .test - age) }
        #expect(presented.refusal(at: .test) == self.refusal)
    }

    @Test("The same serial number of another authority is not meant; one under an intermediate is")
    func issuer() throws {
        let intermediate = try self.authority.makeIntermediate()
        let below = try Credentials.issued(by: intermediate, with: [intermediate.certificate]) {
            $0.serial = self.credentials.facts.serial
        }
        let trust = try ServerFixture.trust([self.authority])
        let (high, low) = try (
            ServerFixture.presented(self.credentials, to: trust), ServerFixture.presented(below, to: trust)
        )
        low.revoke(at: .test)
        #expect(high.refusal(at: .test) == nil)
        #expect(low.refusal(at: .test) == .revoked(below.facts, Revocation(date: .test, reason: nil)))
        #expect(self.revocationSaw(low) == "revoked by a scenario at 2024-06-01T12:00:00Z")
        let serial = intermediate.certificate.facts.serial
        trust.revocationLists.revoke(serial, issuer: self.authority.certificate.facts.fingerprint, at: .test)
        trust.revocationLists.forgetRevocations()
        #expect(low.refusal(at: .test) == nil)
        trust.revocationLists.revoke(serial, issuer: self.authority.certificate.facts.fingerprint, at: .test)
        let reason = "certificate revoked (in the certificate 1 above it)"
        #expect(low.refusal(at: .test) == .invalid(below.facts, at: .revocation, reason: reason))
    }

    @Test("What no authority of the environment issued cannot be revoked")
    func nothing() throws {
        let trust = try ServerFixture.trust([self.authority])
        let stranger = try ServerFixture.presented(.issued(by: .make()), to: trust)
        #expect(!stranger.revoke(at: .test))
        #expect(!PresentedCertificate.nothing.revoke(at: .test))
        #expect(!PresentedCertificate.unchecked(self.credentials.facts).revoke(at: .test))
    }

    @Test("Of more than 10 000 the oldest is forgotten, again and again")
    func bound() throws {
        let trust = try ServerFixture.trust([self.authority])
        let presented = try ServerFixture.presented(self.credentials, to: trust)
        let issuer = self.authority.certificate.facts.fingerprint
        func revokeOthers(_ numbers: Range<Int>) throws {
            for number in numbers {
                let serial = try #require(CertificateSerial("ff" + String(number + 1_000_000)))
                trust.revocationLists.revoke(serial, issuer: issuer, at: .test)
            }
        }
        for round in [0, 100_000] {
            presented.revoke(at: .test - 5)
            try revokeOthers(round..<round + 9_999)
            // What is there already takes no second place.
            try revokeOthers(round..<round + 9_999)
            #expect(presented.refusal(at: .test) == self.refusal)
            try revokeOthers(round + 9_999..<round + 10_000)
            #expect(presented.refusal(at: .test) == nil)
        }
    }
}
