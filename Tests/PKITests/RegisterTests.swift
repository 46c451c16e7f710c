import Domain
import Foundation
import PKI
import Testing

@Suite("The certificate office's register")
struct RegisterTests {
    private let fixture: FolderFixture
    private var disk: TemporaryFolder { self.fixture.disk }

    init() throws { self.fixture = try FolderFixture() }

    private func register() throws -> CertificateRegister {
        try CertificateRegister.load(path: self.disk.path("test/register.json"))
    }

    private static let bo = Result { [try FolderFixture.request("bo", serial: nil)] }

    @Test("A user without a serial number in the settings gets one, and the register knows whose it is")
    func made() throws {
        try self.fixture.fill()
        #expect(try self.register().certificates.isEmpty)
        let folder = try self.fixture.open(Self.bo.get())
        let facts = try #require(folder.clients.first).credential.certificate.facts
        #expect(
            folder.changes.last?.description == "entered in test/register.json: serial number \(facts.serial) is bo's"
        )
        let register = try self.register()
        #expect(register.users == [facts.serial: "bo"])
        let entry = try #require(register.certificates.first)
        #expect(entry.subject == facts.subject)
        #expect(entry.notBefore == facts.notBefore)
        #expect(entry.notAfter == facts.notAfter)
        #expect(entry.issued == Samples.now)
        #expect(entry.keyType == "p-256")
        #expect(try self.disk.mode("test/register.json") == 0o644)
        #expect(
            try String(decoding: self.disk.read("test/register.json"), as: UTF8.self) == """
                {
                  "certificates" : [
                    {
                      "issued" : "2024-06-01T12:00:00Z",
                      "keyType" : "p-256",
                      "notAfter" : "2026-06-01T12:00:00Z",
                      "notBefore" : "2024-05-31T12:00:00Z",
                      "serial" : "\(facts.serial)",
                      "subject" : "CN=bo,O=scb-m2m-emulator",
                      "user" : "bo"
                    }
                  ]
                }

                """
        )
    }

    @Test("It is kept at the next start, with or without a number in the settings")
    func kept() throws {
        try self.fixture.fill()
        try self.fixture.open(Self.bo.get())
        #expect(try self.fixture.open(Self.bo.get()).changes.isEmpty)
        #expect(try self.fixture.open([FolderFixture.request("bo", serial: "2B")]).changes.isEmpty)
    }

    @Test("A registered certificate that is revoked, or another user's, is issued anew")
    func revoked() throws {
        try self.fixture.fill()
        let folder = try self.fixture.open(Self.bo.get())
        let first = try #require(folder.clients.first).credential.certificate.facts.serial
        let list = try SignedRevocationList.sign(
            [first: Revocation(date: Samples.now, reason: nil)],
            number: 2,
            thisUpdate: Samples.now - Samples.day,
            nextUpdate: Samples.now + 365 * Samples.day,
            by: #require(folder.clientAuthority).authority
        )
        try self.disk.write("test/ca.crl", list.pem())
        let lines = FolderFixture.lines(try self.fixture.open(Self.bo.get()))
        #expect(
            lines.first
                == "renewed test/clients/bo.crt: its serial number \(first) is revoked since 2024-06-01T12:00:00Z"
        )
        #expect(try self.register().certificates.map(\.user) == ["bo", "bo"])

        for suffix in ["crt", "key", "p12", "password"] {
            let content = try self.disk.read("test/clients/bo.\(suffix)")
            try content.write(to: URL(filePath: self.disk.path("test/clients/ola.\(suffix)")))
            try self.disk.setMode(suffix == "crt" ? 0o644 : 0o600, "test/clients/ola.\(suffix)")
        }
        let second = try #require(self.register().certificates.last).serial
        #expect(
            FolderFixture.lines(try self.fixture.open([FolderFixture.request("ola", serial: nil)])).first
                == "renewed test/clients/ola.crt: its serial number \(second) was in neither the settings nor the register"
        )
    }

    @Test(
        "A file that is no register is named with the place and the reason",
        arguments: [
            ("", "The given data was not valid JSON."),
            ("{}", "No value associated with key"),
            (Self.entry(serial: "XY"), "certificates.0.serial: 'XY' is no hexadecimal number of at most 20 bytes"),
            (Self.entry(serial: "1A", notBefore: "yesterday"), "certificates.0: Expected date string"),
            (Self.entry(serial: "1A", "01a"), "the serial number 1A stands in it twice"),
        ]
    )
    func corrupt(text: String, reason: String) throws {
        try self.fixture.fill()
        let path = try self.disk.write("test/register.json", text)
        let error = #expect(throws: PKIError.self) { try self.fixture.open() }
        #expect(error?.code == .corruptFile)
        #expect(error?.message == "'\(path)' is no readable certificate register")
        #expect(error?.cause?.contains(reason) == true, "\(error?.cause ?? "")")
    }

    @Test("A file beyond 16 MiB is not read")
    func size() throws {
        try self.fixture.fill()
        let path = try self.disk.write("test/register.json", String(repeating: " ", count: 16 * 1_048_576 + 1))
        let error = #expect(throws: PKIError.self) { try CertificateRegister.load(path: path) }
        #expect(error?.message == "'\(path)' is no regular file of at most 16777216 bytes")
    }

    private static func entry(serial: String..., notBefore: String = "2024-01-01T00:00:00Z") -> String {
        let entries = serial.map { serial in
            """
            {"serial":"\(serial)","user":"bo","subject":"CN=bo","notBefore":"\(notBefore)",
             "notAfter":"2026-01-01T00:00:00Z","issued":"2024-01-01T00:00:00Z","keyType":"p-256"}
            """
        }
        return "{\"certificates\":[\(entries.joined(separator: ","))]}"
    }
}
