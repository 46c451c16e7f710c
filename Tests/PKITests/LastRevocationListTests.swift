import Domain
import Foundation
import PKI
import Testing

@Suite("A revocation list that is deleted or spoilt")
struct LastRevocationListTests {
    private let fixture: OfficeFixture
    private var disk: TemporaryFolder { self.fixture.disk }

    init() throws {
        self.fixture = try OfficeFixture()
        try self.fixture.issue("bo", serial: "B0")
        // Number 2.
        _ = try self.fixture.office.revoke(.name("bo"), reason: .keyCompromise, now: Samples.now)
    }

    private let entries: [CertificateSerial: Revocation] = [
        CertificateSerial("B0")!: Revocation(date: Samples.now, reason: .keyCompromise)
    ]

    @Test("The copy is the list, after each signature")
    func copy() throws {
        #expect(try self.disk.read("test/ca.last.crl") == self.disk.read("test/ca.crl"))
        #expect(try self.disk.mode("test/ca.last.crl") == 0o644)
        _ = try self.fixture.office.signRevocationList(nextUpdate: Samples.now, now: Samples.now)
        #expect(try self.disk.read("test/ca.last.crl") == self.disk.read("test/ca.crl"))
        _ = try self.fixture.start()
        #expect(try self.fixture.list().number == 4)
        #expect(try self.disk.read("test/ca.last.crl") == self.disk.read("test/ca.crl"))
    }

    @Test("At a start the deleted one is there again, with its entries and a higher number")
    func start() throws {
        try self.disk.remove("test/ca.crl")
        #expect(try self.fixture.start() == ["restored test/ca.crl from test/ca.last.crl: it was missing"])
        #expect(try self.fixture.list().content.entries == self.entries)
        #expect(try self.fixture.list().number == 3)
        #expect(try self.fixture.start().isEmpty)
    }

    @Test("The office signs it with its entries and a higher number", arguments: ["", "half a file", nil])
    func office(text: String?) throws {
        if let text { try self.disk.write("test/ca.crl", text) } else { try self.disk.remove("test/ca.crl") }
        let (list, _, source) = try self.fixture.office.signRevocationList(now: Samples.now)
        #expect(source == .copy)
        #expect(list.content.entries == self.entries)
        #expect(list.number > 2)
        #expect(try self.fixture.list().number == list.number)
        #expect(try self.fixture.start().isEmpty)
    }

    @Test("A start and the office's other calls refuse an unreadable one, and say what mends it")
    func unreadable() throws {
        let path = try self.disk.write("test/ca.crl", "half a file")
        let before = try self.disk.contents()
        let calls: [() throws -> Void] = [
            { _ = try self.fixture.start() },
            { _ = try self.fixture.office.list(now: Samples.now) },
            { _ = try self.fixture.office.revoke(.name("anna"), now: Samples.now) },
        ]
        for call in calls {
            let error = #expect(throws: PKIError.self) { try call() }
            #expect(error?.code == .corruptFile)
            #expect(
                error?.description
                    == "'\(path)' holds no readable revocation list in PEM (-----BEGIN X509 CRL-----) (no start line). "
                    + "Have it made anew, with the entries it had when the office last signed it: m2m-emulator certs crl "
                    + "--environment test --certs '\(self.disk.path)'"
            )
        }
        #expect(try self.disk.contents() == before)
    }

    @Test("Without a copy the office refuses an unreadable one too, and makes an empty one of a missing one")
    func noCopy() throws {
        try self.disk.remove("test/ca.last.crl")
        try self.disk.write("test/ca.crl", "half a file")
        let error = #expect(throws: PKIError.self) { try self.fixture.office.signRevocationList(now: Samples.now) }
        #expect(error?.hint.hasPrefix("Put a good copy in its place, or delete it: ") == true)
        try self.disk.remove("test/ca.crl")
        let (list, _, source) = try self.fixture.office.signRevocationList(now: Samples.now)
        #expect(source == .nothing)
        #expect(list.content.entries.isEmpty)
    }

    @Test("An older list that a person puts back keeps its entries, and no number is used twice")
    func older() throws {
        let old = try self.disk.read("test/ca.crl")
        _ = try self.fixture.office.revoke(.name("anna"), now: Samples.now)
        try old.write(to: URL(filePath: self.disk.path("test/ca.crl")))
        #expect(try self.fixture.start().isEmpty)
        #expect(try self.fixture.list().number == 2)
        let list = try self.fixture.office.signRevocationList(now: Samples.now).list
        #expect(list.content.entries == self.entries)
        #expect(list.number == 4)
    }

    @Test("A newer list that a person puts there is the one to be restored")
    func newer() throws {
        let authority = try #require(self.fixture.folder.open([]).clientAuthority).authority
        let list = try SignedRevocationList.sign(
            [:],
            number: 41,
            thisUpdate: Samples.now - 1,
            nextUpdate: Samples.now + 100 * Samples.day,
            by: authority
        )
        try self.disk.write("test/ca.crl", list.pem())
        #expect(try self.fixture.start().isEmpty)
        try self.disk.remove("test/ca.crl")
        _ = try self.fixture.start()
        #expect(try self.fixture.list().number == 42)
        #expect(try self.fixture.list().content.entries.isEmpty)
    }

    @Test("A copy that cannot be read is named")
    func corruptCopy() throws {
        let path = try self.disk.write("test/ca.last.crl", "half a file")
        let error = #expect(throws: PKIError.self) { try self.fixture.start() }
        #expect(error?.message.hasPrefix("'\(path)' holds no readable revocation list") == true)
        #expect(error?.hint == "Delete it: the emulator makes it anew from the list at its next start.")
        try self.disk.remove("test/ca.last.crl")
        #expect(try self.fixture.start() == ["made test/ca.last.crl"])
    }
}
