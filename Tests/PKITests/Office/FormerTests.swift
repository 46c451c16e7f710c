import Domain
import Foundation
import PKI
import Testing

@Suite("A start after an issued certificate ended")
struct FormerTests {
    private let fixture: OfficeFixture
    private var disk: TemporaryFolder { self.fixture.disk }

    init() throws { self.fixture = try OfficeFixture() }

    /// Issues F00 to `anna`, whose number in the settings is 1A, and revokes it.
    private func issueAndRevoke() throws {
        try self.fixture.issue("anna", serial: "F00")
        _ = try self.fixture.office.revoke(.name("anna"), now: Samples.now)
    }

    /// The valid certificates' serial numbers, the current one first.
    private func valid() throws -> [String] {
        try self.fixture.office.list(now: Samples.now).filter { $0.state == .valid }.map(\.serial.hex)
    }

    private func current() throws -> CertificateSerial {
        try Certificate(pem: String(decoding: self.disk.read("test/clients/anna.crt"), as: UTF8.self)).facts.serial
    }

    @Test("The kept certificate with the settings' number is the current one again, with all its files")
    func restored() throws {
        let files = ["crt", "key", "p12", "password"]
        let before = try files.map { try self.disk.read("test/clients/anna.\($0)") }
        try self.issueAndRevoke()
        let reason = "its serial number F00 is revoked since 2024-06-01T12:00:00Z"
        #expect(
            try self.fixture.start()
                == ["p12", "password", "cer", "key", "crt"].map {
                    "kept test/clients/anna.\($0) as test/clients/anna.F00.\($0)"
                }
                + ["key", "crt", "password", "p12"].map {
                    "restored test/clients/anna.\($0) from test/clients/anna.1A.\($0): \(reason)"
                }
        )
        #expect(try files.map { try self.disk.read("test/clients/anna.\($0)") } == before)
        #expect(try self.valid() == ["1A"])
        #expect(try self.fixture.start().isEmpty)
        try self.fixture.folder.expectSound()
    }

    @Test("The one of two with one number that ends later, and no other user's")
    func last() throws {
        try self.issueAndRevoke()
        for suffix in ["crt", "key"] {
            let content = try self.disk.read("test/clients/anna.1A.\(suffix)")
            try content.write(to: URL(filePath: self.disk.path("test/clients/anna-b.1A.\(suffix)")))
        }
        let authority = try #require(self.fixture.folder.open([]).clientAuthority).authority
        let key = try Samples.ecKey.get()
        let later = try authority.issue(
            .client("anna", serial: Samples.serial("1A"), now: Samples.now + 1),
            for: key
        )
        try self.disk.write("test/clients/anna.1A-2.crt", later.pem())
        try self.disk.write("test/clients/anna.1A-2.key", key.pem())
        #expect(try self.fixture.start().contains { $0.contains("anna.crt from test/clients/anna.1A-2.crt") })
        #expect(try String(decoding: self.disk.read("test/clients/anna.crt"), as: UTF8.self) == later.pem())
    }

    @Test("Where the current one is missing with its key, the kept one takes its place")
    func missing() throws {
        try self.fixture.issue("anna", serial: "F00")
        for suffix in ["crt", "key"] { try self.disk.remove("test/clients/anna.\(suffix)") }
        #expect(
            try self.fixture.start()
                == ["key", "crt", "password", "p12"].map {
                    "restored test/clients/anna.\($0) from test/clients/anna.1A.\($0): it was missing"
                }
        )
        try self.fixture.folder.expectSound()
    }

    @Test(
        "A kept one that is not good takes no place, and its number is not issued again",
        arguments: ["key", "end", "left key"]
    )
    func notGood(what: String) throws {
        try self.issueAndRevoke()
        switch what {
        case "key": try self.disk.remove("test/clients/anna.1A.key")
        case "left key": try self.disk.remove("test/clients/anna.crt")
        default: break
        }
        let now = Samples.now + (what == "end" ? 731 * Samples.day : 0)
        let lines = try self.fixture.start(now: now)
        let serial = try self.current()
        #expect(serial.hex.count > 30)
        #expect(lines.last == "entered in test/register.json: serial number \(serial) is anna's")
        #expect(try self.fixture.office.list(now: now).count { $0.serial.hex == "1A" } == 1)
        #expect(try self.fixture.start(now: now).isEmpty)
    }

    @Test("Another authority's certificate with that number stands in nobody's way")
    func otherAuthority() throws {
        try self.issueAndRevoke()
        let key = try Samples.ecKey.get()
        let other = try Samples.clientAuthority(.production)
            .issue(.client("anna", serial: Samples.serial("1A"), now: Samples.now), for: key)
        try self.disk.write("test/clients/anna.1A.crt", other.pem())
        try self.disk.write("test/clients/anna.1A.key", key.pem())
        try self.fixture.start()
        #expect(try self.current().hex == "1A")
        #expect(try self.valid() == ["1A"])
    }

    @Test("A revoked number of the settings stays revoked: the next one is random")
    func revokedToo() throws {
        _ = try self.fixture.office.revoke(.name("anna"), now: Samples.now)
        try self.issueAndRevoke()
        try self.fixture.start()
        #expect(try self.current().hex.count > 30)
        #expect(try self.valid() == [self.current().hex])
    }
}
