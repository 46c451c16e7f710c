import Domain
import Foundation
import PKI
import TLS
import Testing

@Suite("Revocation: judged by the lists in force at the time of the request")
struct RevocationTests {
    private let folder: TemporaryFolder
    private let authority: CertificateAuthority
    private let credentials: Credentials
    private let revoked = Revocation(date: .test - 60, reason: .superseded)

    init() throws {
        self.folder = try TemporaryFolder()
        self.authority = try .make(.root)
        self.credentials = try .issued(by: self.authority)
    }

    private var serial: CertificateSerial { self.credentials.facts.serial }

    private func trust(requiresLists: Bool = true) throws -> ClientTrust {
        try ServerFixture.trust(
            [self.authority],
            lists: [self.folder.path("list.pem")],
            requiresLists: requiresLists
        )
    }

    private func write(_ lists: SignedRevocationList..., file: String = "list.pem") throws {
        _ = try self.folder.write(file, lists.map { try $0.pem() }.joined())
    }

    @Test("A list that is read again is the next judgement's, on open connections too", arguments: [true, false])
    func reload(requiresLists: Bool) throws {
        try self.write(self.authority.list())
        let trust = try self.trust(requiresLists: requiresLists)
        let presented = try ServerFixture.presented(self.credentials, to: trust)
        #expect(presented.refusal(at: .test) == nil)
        try self.write(self.authority.list([self.serial: self.revoked], number: 2))
        #expect(presented.refusal(at: .test) == nil)
        try trust.revocationLists.reload(self.folder.path("list.pem"))
        #expect(presented.refusal(at: .test) == .revoked(self.credentials.facts, self.revoked))
        let again = try ServerFixture.presented(self.credentials, to: trust)
        #expect(again.refusal(at: .test) == .revoked(self.credentials.facts, self.revoked))
    }

    @Test("Only the certificate on the list is refused")
    func others() throws {
        try self.write(self.authority.list([self.serial: self.revoked]))
        let trust = try self.trust()
        #expect(try ServerFixture.presented(.issued(by: self.authority), to: trust).refusal(at: .test) == nil)
    }

    @Test("A list that is deleted while connections are open is missing", arguments: [true, false])
    func deleted(requiresLists: Bool) throws {
        try self.write(self.authority.list([self.serial: self.revoked]))
        let trust = try self.trust(requiresLists: requiresLists)
        let presented = try ServerFixture.presented(self.credentials, to: trust)
        #expect(presented.refusal(at: .test) == .revoked(self.credentials.facts, self.revoked))
        try self.folder.remove("list.pem")
        #expect(try trust.revocationLists.reload(self.folder.path("list.pem")) == [])
        let fault = RevocationListFault.missing(issuer: self.credentials.facts.issuer)
        #expect(trust.revocationLists.faults(at: .test) == [fault])
        let refusal = CertificateRefusal.revocationUnknown(self.credentials.facts, fault)
        #expect(presented.refusal(at: .test) == (requiresLists ? refusal : nil))
    }

    @Test(
        "A file that cannot be used leaves what was in force",
        arguments: ["", "hello", "-----BEGIN X509 CRL-----\n"]
    )
    func failedReload(_ text: String) throws {
        try self.write(self.authority.list([self.serial: self.revoked]))
        let trust = try self.trust()
        let presented = try ServerFixture.presented(self.credentials, to: trust)
        _ = try self.folder.write("list.pem", text)
        #expect(throws: RevocationListError.self) {
            try trust.revocationLists.reload(self.folder.path("list.pem"))
        }
        #expect(presented.refusal(at: .test) == .revoked(self.credentials.facts, self.revoked))
        #expect(trust.revocationLists.faults(at: .test) == [])
    }

    @Test("A list is relied on from its first to its last second")
    func bounds() throws {
        try self.write(self.authority.list(from: .test - 100, until: .test + 100))
        let trust = try self.trust()
        let presented = try ServerFixture.presented(self.credentials, to: trust)
        let (facts, issuer) = (self.credentials.facts, self.credentials.facts.issuer)
        for offset in [-100, 0, 100] as [TimeInterval] {
            #expect(presented.refusal(at: .test + offset) == nil)
            #expect(trust.revocationLists.faults(at: .test + offset) == [])
        }
        let stale = RevocationListFault.stale(issuer: issuer, nextUpdate: .test + 100, now: .test + 101)
        #expect(presented.refusal(at: .test + 101) == .revocationUnknown(facts, stale))
        #expect(trust.revocationLists.faults(at: .test + 101) == [stale])
        let early = RevocationListFault.notYetValid(issuer: issuer, thisUpdate: .test - 100, now: .test - 101)
        #expect(presented.refusal(at: .test - 101) == .revocationUnknown(facts, early))
        #expect(trust.revocationLists.faults(at: .test - 101) == [early])
    }

    @Test("Of several lists of one authority in a file, the newest counts", arguments: [true, false])
    func newestInFile(isNewestFirst: Bool) throws {
        let old = try self.authority.list(from: .test - 200)
        let new = try self.authority.list([self.serial: self.revoked], number: 2, from: .test - 100)
        try isNewestFirst ? self.write(new, old) : self.write(old, new)
        let presented = try ServerFixture.presented(self.credentials, to: self.trust())
        #expect(presented.refusal(at: .test) == .revoked(self.credentials.facts, self.revoked))
    }

    @Test("Of several lists of one authority in several files, the newest counts", arguments: [true, false])
    func newestOfFiles(isNewestFirst: Bool) throws {
        let (first, last) = isNewestFirst ? ("new.pem", "old.pem") : ("old.pem", "new.pem")
        try self.write(self.authority.list(from: .test - 200), file: "old.pem")
        let new = try self.authority.list([self.serial: self.revoked], number: 2, from: .test - 100)
        try self.write(new, file: "new.pem")
        let trust = try ServerFixture.trust(
            [self.authority],
            lists: [self.folder.path(first), self.folder.path(last)],
            requiresLists: true
        )
        let presented = try ServerFixture.presented(self.credentials, to: trust)
        #expect(presented.refusal(at: .test) == .revoked(self.credentials.facts, self.revoked))
        try self.folder.remove("new.pem")
        try trust.revocationLists.reload(self.folder.path("new.pem"))
        #expect(presented.refusal(at: .test) == nil)
    }

    @Test("Lists of several authorities may stand in one file; each counts for its own certificates")
    func severalAuthorities() throws {
        let other = try CertificateAuthority.make(.clientAuthority(of: .production))
        try self.write(self.authority.list(), other.list([self.serial: self.revoked]))
        let trust = try ServerFixture.trust(
            [self.authority, other],
            lists: [self.folder.path("list.pem")],
            requiresLists: true
        )
        #expect(try ServerFixture.presented(self.credentials, to: trust).refusal(at: .test) == nil)
        let sameSerial = try Credentials.issued(by: other) { $0.serial = self.serial }
        let presented = try ServerFixture.presented(sameSerial, to: trust)
        #expect(presented.refusal(at: .test) == .revoked(sameSerial.facts, self.revoked))
        #expect(trust.revocationLists.faults(at: .test) == [])
    }

    @Test("Each authority's fault is told")
    func faults() throws {
        let other = try CertificateAuthority.make(.clientAuthority(of: .production))
        try self.write(self.authority.list(until: .test - 1))
        let trust = try ServerFixture.trust([self.authority, other], lists: [self.folder.path("list.pem")])
        let issuer = self.credentials.facts.issuer
        #expect(
            trust.revocationLists.faults(at: .test) == [
                .stale(issuer: issuer, nextUpdate: .test - 1, now: .test),
                .missing(issuer: other.certificate.facts.subject),
            ]
        )
    }
}
