import Domain
import Foundation
import PKI
import TLS
import Testing

@Suite("Trace: every check of a certificate with what it saw")
struct TraceTests {
    @Test("All eight checks of each certificate", arguments: TraceCase.all)
    func trace(_ row: TraceCase) throws {
        let authority = try CertificateAuthority.make(row.authority)
        let other = try CertificateAuthority.make(.clientAuthority(of: .production))
        let credentials = try row.credentials(row.isOfOther ? other : authority)
        let folder = try TemporaryFolder()
        let list = try row.list.map { try $0(authority, credentials.facts.serial) } ?? authority.list()
        if let list { _ = try folder.write("list.pem", list.pem()) }
        let trust = try ServerFixture.trust(
            [authority],
            other: other,
            lists: [folder.path("list.pem")],
            requiresLists: row.requiresLists
        )
        let presented = try ServerFixture.presented(credentials, to: trust)
        let refusal = presented.refusal(at: .test)
        #expect(presented.verdict(refusal, at: .test).lines == row.trace)
        #expect(presented.verdict(refusal, at: .test).refusal == refusal)
    }

    @Test("No certificate")
    func none() throws {
        let verdict = PresentedCertificate.nothing.verdict(.missing, at: .test)
        #expect(verdict.lines == ["presented failed no certificate"] + self.notReached(after: .presented))
    }

    @Test("A certificate that cannot be read")
    func unreadable() throws {
        let authority = try CertificateAuthority.make()
        let serial = "01" + String(repeating: "ab", count: 20)
        let forged = try Credentials.issued(by: authority).forged(serial: serial, signedBy: authority)
        let link = try TLSLink.open(
            try ServerFixture.context(trusting: authority),
            ClientSettings(forged: forged)
        )
        let presented = try #require(link.recorder.handshake?.certificate)
        let lines = presented.verdict(presented.refusal(at: .test), at: .test).lines
        let reason = "The certificate's serial number is \(serial); 0 up to 20 bytes are allowed."
        let reached = ["presented passed a certificate", "readable failed \(reason)"]
        #expect(lines == reached + self.notReached(after: .readable))
    }

    @Test("What a later stage refused, and saw, stands in the trace")
    func laterStages() throws {
        let authority = try CertificateAuthority.make()
        let credentials = try Credentials.issued(by: authority)
        let presented = try ServerFixture.presented(credentials, to: ServerFixture.trust([authority]))
        let saw: (CertificateCheck.Name) -> String = { "seen by \($0)" }
        let accepted = presented.verdict(nil, at: .test, saw: saw).lines
        #expect(accepted.suffix(2) == ["user passed seen by user", "enabled passed seen by enabled"])
        let unmapped = presented.verdict(.unmapped(credentials.facts), at: .test, saw: saw).lines
        #expect(unmapped.suffix(2) == ["user failed seen by user", "enabled not-reached "])
        #expect(unmapped.prefix(6) == accepted.prefix(6))
    }

    private func notReached(after name: CertificateCheck.Name) -> [String] {
        CertificateCheck.Name.allCases.drop { $0 != name }.dropFirst().map { "\($0) not-reached " }
    }
}

extension CertificateVerdict {
    /// Name, outcome and finding of each check.
    fileprivate var lines: [String] { self.checks.map { "\($0.name) \($0.outcome.rawValue) \($0.saw)" } }
}
