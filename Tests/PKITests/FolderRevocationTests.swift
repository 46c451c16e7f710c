import Domain
import Foundation
import PKI
import Testing

@Suite("The folder's revocation list")
struct FolderRevocationTests {
    private let fixture: FolderFixture
    private var disk: TemporaryFolder { self.fixture.disk }

    init() throws { self.fixture = try FolderFixture() }

    private func list() throws -> SignedRevocationList {
        try SignedRevocationList(pem: String(decoding: self.disk.read("test/ca.crl"), as: UTF8.self))
    }

    /// Puts a list with `serial` on it into the folder.
    private func revoke(_ serial: String, by authority: CertificateAuthority? = nil) throws {
        let signer = try authority ?? self.fixture.open().clientAuthority?.authority
        let list = try SignedRevocationList.sign(
            [Samples.serial(serial): Revocation(date: Samples.now - 60, reason: .superseded)],
            number: 41,
            thisUpdate: Samples.now - Samples.day,
            nextUpdate: Samples.now + 100 * Samples.day,
            by: #require(signer)
        )
        try self.disk.write("test/ca.crl", list.pem())
    }

    @Test("A new one is empty, lasts a year by the emulator's clock and is taken by OpenSSL")
    func new() throws {
        try self.fixture.fill()
        let list = try self.list()
        #expect(list.number == 1)
        #expect(list.content.entries.isEmpty)
        #expect(list.content.thisUpdate == Samples.now - Samples.day)
        #expect(list.content.nextUpdate == Samples.now + 365 * Samples.day)
        #expect(try self.fixture.verify().status == 0)
    }

    @Test(
        "It is signed anew, a number higher, with fewer than 30 days left or before its beginning",
        arguments: [
            (335.0, nil), (335.1, "it was valid until 2025-06-01T12:00:00Z"), (-1.0, nil),
            (-1.1, "it was not valid before 2024-05-31T12:00:00Z"),
        ]
    )
    func renewed(days: Double, reason: String?) throws {
        try self.fixture.fill()
        let now = Samples.now + days * Samples.day
        let changes = FolderFixture.lines(try self.fixture.open([], now: now, machineNow: Samples.now))
        #expect(changes == (reason.map { ["renewed test/ca.crl: \($0)"] } ?? []))
        #expect(try self.list().number == (reason == nil ? 1 : 2))
        if reason != nil { #expect(try self.list().content.thisUpdate == now - Samples.day) }
    }

    @Test("Of another authority it is signed anew, its entries kept")
    func otherAuthority() throws {
        try self.fixture.fill()
        try self.revoke("FF", by: Samples.clientAuthority(.production))
        #expect(
            FolderFixture.lines(try self.fixture.open()) == [
                "renewed test/ca.crl: it was signed by another authority, "
                    + "'CN=M2M emulator production client CA (not SCB),O=scb-m2m-emulator'"
            ]
        )
        #expect(try self.list().content.entries.keys.map(\.hex) == ["FF"])
        #expect(try self.list().number == 42)
        #expect(try self.fixture.open().changes.isEmpty)
    }

    @Test("A certificate whose number the settings name is kept when it is revoked, for that is to be rehearsed")
    func settingsSerial() throws {
        try self.fixture.fill()
        #expect(try self.fixture.open().warnings.isEmpty)
        try self.revoke("1A")
        let folder = try self.fixture.open()
        #expect(folder.changes.isEmpty)
        #expect(
            folder.warnings.map(\.description) == [
                "the certificate of 'anna', serial number 1A, is revoked. Issue another: m2m-emulator certs issue anna "
                    + "--environment test --certs '\(self.disk.path)'"
            ]
        )
        #expect(try self.fixture.verify().text.contains("certificate revoked"))
    }

    @Test("A revoked number of the settings is not given to a new certificate")
    func revokedSerial() throws {
        try self.fixture.fill()
        try self.revoke("2B")
        let folder = try self.fixture.open([FolderFixture.request("anna", serial: "2B")])
        let serial = try #require(folder.clients.first).credential.certificate.facts.serial
        #expect(serial.hex.count > 30)
        #expect(
            FolderFixture.lines(folder) == [
                "renewed test/clients/anna.crt: its serial number was 1A, the settings say 2B",
                "renewed test/clients/anna.p12: its certificate was renewed",
                "entered in test/register.json: serial number \(serial) is anna's",
            ]
        )
        #expect(folder.warnings.isEmpty)
        #expect(try self.fixture.verify().status == 0)
        #expect(try self.fixture.open([FolderFixture.request("anna", serial: "2B")]).changes.isEmpty)
    }

    @Test("A file that is no list is named, and what to do")
    func corrupt() throws {
        try self.fixture.fill()
        try self.disk.remove("test/ca.last.crl")
        let path = try self.disk.write("test/ca.crl", "half a file")
        let before = try self.disk.contents()
        let error = #expect(throws: PKIError.self) { try self.fixture.open() }
        #expect(error?.code == .corruptFile)
        #expect(
            error?.description
                == "'\(path)' holds no readable revocation list in PEM (-----BEGIN X509 CRL-----) (no start line). "
                + "Put a good copy in its place, or delete it: the emulator makes an empty one at its next start, "
                + "and what was revoked no longer is."
        )
        #expect(try self.disk.contents() == before)
    }
}
