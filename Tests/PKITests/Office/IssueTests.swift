import Domain
import Foundation
import PKI
import Testing

@Suite("The office issues and renews")
struct IssueTests {
    private let fixture: OfficeFixture
    private var disk: TemporaryFolder { self.fixture.disk }

    init() throws { self.fixture = try OfficeFixture() }

    @Test("A new user's certificate has all its files, is registered, and OpenSSL takes it")
    func new() throws {
        let issued = try self.fixture.issue("bo", serial: "0b:0b", keyType: .rsa2048)
        let facts = issued.certificate.facts
        #expect(facts.serial.hex == "B0B")
        #expect(facts.subject == "CN=bo,O=scb-m2m-emulator")
        #expect(facts.notBefore == Samples.now - Samples.day)
        #expect(facts.notAfter == Samples.now + 730 * Samples.day)
        #expect(issued.certificate.keyName == "rsa-2048")
        #expect(issued.former == nil)
        for (suffix, mode) in [("crt", 0o644), ("cer", 0o644), ("key", 0o600), ("p12", 0o600), ("password", 0o600)] {
            #expect(try self.disk.mode("test/clients/bo.\(suffix)") == mode, "\(suffix)")
        }
        #expect(try Certificate(der: Array(self.disk.read("test/clients/bo.cer"))).facts == facts)
        #expect(try self.fixture.register().users == [facts.serial: "bo"])
        #expect(try self.fixture.register().certificates.first?.keyType == "rsa-2048")
        #expect(try self.fixture.folder.verify("bo").status == 0)
        try self.fixture.folder.expectSound(user: "bo")
        let files = issued.files
        #expect(
            [files.certificate, files.key, files.der, files.archive, files.password]
                == ["crt", "key", "cer", "p12", "password"].map { self.disk.path("test/clients/bo.\($0)") }
        )
        #expect(files.serverAuthority == self.disk.path("server/ca.crt"))
        #expect(files.trustStore == self.disk.path("server/truststore.p12"))
        #expect(files.trustStorePassword == self.disk.path("server/truststore.password"))
    }

    @Test("A start leaves what the office issued as it is, also under a password of its own")
    func start() throws {
        _ = try self.fixture.office.issue(
            user: "anna",
            keyType: .p256,
            password: "Hemligt 1!",
            archive: .modern,
            now: Samples.now
        )
        let before = try self.disk.contents()
        #expect(try self.fixture.start().isEmpty)
        #expect(try self.fixture.start(serial: nil).isEmpty)
        #expect(try self.disk.contents() == before)
        try self.fixture.folder.expectSound(password: "Hemligt 1!")
    }

    @Test("What was current before is kept under its serial number, and is what it was")
    func former() throws {
        let before = try self.disk.contents()
        let issued = try self.fixture.issue("anna")
        let former = try #require(issued.former)
        #expect(former.facts.serial.hex == "1A")
        #expect(!former.isRevoked)
        #expect(former.files.certificate == self.disk.path("test/clients/anna.1A.crt"))
        for suffix in ["crt", "key", "p12", "password"] {
            #expect(try self.disk.read("test/clients/anna.1A.\(suffix)") == before["test/clients/anna.\(suffix)"])
        }
        #expect(issued.changes.first?.description.hasPrefix("entered in test/register.json: ") == true)
        #expect(issued.changes[1].description == "kept test/clients/anna.p12 as test/clients/anna.1A.p12")
        #expect(try self.fixture.list().content.entries.isEmpty)
        try self.fixture.folder.expectSound()
        try self.fixture.issue("anna")
        #expect(try self.fixture.clientFiles().filter { $0.hasSuffix(".crt") }.count == 3)
    }

    @Test("One kept under the same number is not overwritten")
    func keptTwice() throws {
        let kept = try self.disk.read("test/clients/anna.crt")
        try kept.write(to: URL(filePath: self.disk.path("test/clients/anna.1A.crt")))
        #expect(
            try self.fixture.issue("anna").former?.files.certificate == self.disk.path("test/clients/anna.1A-2.crt")
        )
        #expect(try self.disk.read("test/clients/anna.1A.crt") == kept)
    }

    @Test("Validity is what was asked for")
    func validity() throws {
        let begin = Date(timeIntervalSince1970: 1_000_000_000)
        let facts = try self.fixture.issue("bo", validity: begin...(begin + 5)).certificate.facts
        #expect(facts.notBefore == begin)
        #expect(facts.notAfter == begin + 5)
    }

    @Test("A serial number that was used before is refused, and where it was found is said")
    func taken() throws {
        try self.fixture.issue("bo", serial: "B0")
        _ = try self.fixture.office.revoke(.serial(Samples.serial("C0")), now: Samples.now)
        let places = [
            ("B0", "the register, '\(self.disk.path("test/register.json"))', has it"),
            ("C0", "it is on the revocation list, '\(self.disk.path("test/ca.crl"))'"),
            ("1A", "'\(self.disk.path("test/clients/anna.crt"))' has it"),
        ]
        let before = try self.disk.contents()
        for (serial, place) in places {
            let error = #expect(throws: PKIError.self) { try self.fixture.issue("cia", serial: serial) }
            #expect(error?.code == .serialTaken)
            #expect(
                error?.description
                    == "The serial number \(serial) has been issued before in the test environment: \(place). Choose "
                    + "another serial number, or none for a random one: an authority never issues one twice."
            )
        }
        #expect(try self.disk.contents() == before)
    }

    @Test("Into a folder that is not there: everything a client needs is made")
    func nothingThere() throws {
        let office = CertificateOffice(path: self.disk.path("new"), environment: .production)
        let issued = try office.issue(user: "bo", keyType: .p256, now: Samples.now)
        let files = issued.files
        for path in [files.certificate, files.serverAuthority, files.trustStore, files.trustStorePassword] {
            #expect(FileManager.default.fileExists(atPath: path), "\(path)")
        }
        #expect(FileManager.default.fileExists(atPath: self.disk.path("new/production/ca.crl")))
        #expect(!FileManager.default.fileExists(atPath: self.disk.path("new/test")))
    }

    @Test("Bad names, passwords and dates are refused before anything is done", arguments: ["../anna", "a.1A", ""])
    func refused(user: String) throws {
        let before = try self.disk.contents()
        let name = #expect(throws: PKIError.self) { try self.fixture.issue(user) }
        #expect(name?.code == .invalidInput)
        let password = #expect(throws: PKIError.self) {
            try self.fixture.office.issue(user: "bo", keyType: .p256, password: "lösen", now: Samples.now)
        }
        #expect(password?.code == .invalidInput)
        let date = #expect(throws: PKIError.self) {
            try self.fixture.issue("bo", validity: Samples.now...Date(timeIntervalSince1970: 1e12))
        }
        #expect(date?.code == .invalidInput)
        #expect(try self.disk.contents() == before)
    }

    @Test("Renewed, a certificate has the old one's kind of key and length, and the old one stays valid")
    func renew() throws {
        try self.fixture.issue("bo", keyType: .p384, validity: Samples.now...(Samples.now + 90 * Samples.day))
        let now = Samples.now + 80 * Samples.day
        let renewed = try self.fixture.office.renew(user: "bo", revokeOld: false, now: now)
        #expect(renewed.certificate.keyName == "p-384")
        #expect(renewed.certificate.facts.notBefore == now - Samples.day)
        #expect(renewed.certificate.facts.notAfter == now + 89 * Samples.day)
        #expect(renewed.former?.isRevoked == false)
        #expect(try self.fixture.list().content.entries.isEmpty)
        #expect(try self.fixture.register().certificates.map(\.user) == ["bo", "bo"])
    }

    @Test("Renewed with the old one revoked, the old one is superseded")
    func renewAndRevoke() throws {
        let renewed = try self.fixture.office.renew(user: "anna", keyType: .p256, revokeOld: true, now: Samples.now)
        #expect(renewed.former?.isRevoked == true)
        #expect(
            try self.fixture.list().content.entries == [
                Samples.serial("1A"): Revocation(date: Samples.now, reason: .superseded)
            ]
        )
        #expect(try self.fixture.folder.verify().status == 0)
        #expect(try self.fixture.folder.verify("anna.1A").text.contains("certificate revoked"))
        #expect(try self.fixture.start().isEmpty)
    }

    @Test("A user without a certificate, and one with a key of another kind, cannot be renewed as they are")
    func cannotRenew() throws {
        let nobody = #expect(throws: PKIError.self) {
            try self.fixture.office.renew(user: "bo", revokeOld: false, now: Samples.now)
        }
        #expect(nobody?.code == .notFound)
        #expect(
            nobody?.description
                == "The user 'bo' has no certificate in the test environment: no file "
                + "'\(self.disk.path("test/clients/bo.crt"))'. Check the name, or issue a certificate first: "
                + "'m2m-emulator certs issue bo'."
        )
        try Tool.openssl.run(
            ["req", "-x509", "-subj", "/CN=anna", "-newkey", "rsa:3072", "-nodes", "-keyout", self.disk.path("k")]
                + ["-out", self.disk.path("test/clients/anna.crt")]
        )
        let odd = #expect(throws: PKIError.self) {
            try self.fixture.office.renew(user: "anna", revokeOld: false, now: Samples.now)
        }
        #expect(odd?.message.contains("has a key of type rsa-3072, which the emulator does not make") == true)
        let renewed = try self.fixture.office.renew(user: "anna", keyType: .p256, revokeOld: true, now: Samples.now)
        // It was another authority's, which alone could revoke it.
        #expect(renewed.former?.isRevoked == false)
    }
}
