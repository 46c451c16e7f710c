import Domain
import Foundation
import PKI
import Testing

@Suite("Renewal of what no longer does")
struct FolderRenewalTests {
    private let fixture: FolderFixture
    private var disk: TemporaryFolder { self.fixture.disk }
    private static let clientRenewed = ["test/clients/anna.crt", "test/clients/anna.p12"]

    init() throws { self.fixture = try FolderFixture() }

    @Test("Another serial number in the settings: reissued for the same key")
    func otherSerial() throws {
        try self.fixture.fill()
        let key = try self.disk.read("test/clients/anna.key")
        let folder = try self.fixture.open([FolderFixture.request("anna", serial: "2B")])
        #expect(
            FolderFixture.lines(folder) == [
                "renewed test/clients/anna.crt: its serial number was 1A, the settings say 2B",
                "renewed test/clients/anna.p12: its certificate was renewed",
            ]
        )
        #expect(folder.clients.first?.credential.certificate.facts.serial.hex == "2B")
        #expect(try self.disk.read("test/clients/anna.key") == key)
        try self.fixture.expectSound()
    }

    @Test("Another authority: reissued for the same key")
    func otherAuthority() throws {
        try self.fixture.fill()
        let key = try self.disk.read("test/clients/anna.key")
        try self.disk.remove("test/ca.crt")
        try self.disk.remove("test/ca.key")
        let folder = try self.fixture.open()
        #expect(folder.changes.map(\.file) == ["test/ca.key", "test/ca.crt", "test/ca.crl"] + Self.clientRenewed)
        #expect(
            FolderFixture.lines(folder).dropFirst(3).first
                == "renewed test/clients/anna.crt: it was signed by another authority, "
                + "'CN=M2M emulator test client CA (not SCB),O=scb-m2m-emulator'"
        )
        #expect(try self.disk.read("test/clients/anna.key") == key)
        try self.fixture.expectSound()
    }

    @Test("A new server authority takes its two leaves along")
    func otherServerAuthority() throws {
        try self.fixture.fill()
        try self.disk.remove("server/ca.crt")
        try self.disk.remove("server/ca.key")
        let changed = try self.fixture.open().changes.map(\.file)
        #expect(
            changed == [
                "server/ca.key", "server/ca.crt", "server/truststore.p12", "server/server-p256.crt",
                "server/server-rsa.crt",
            ]
        )
        try self.fixture.expectSound()
    }

    @Test(
        "A client's certificate is renewed when it has ended, not before",
        arguments: [(730.0, []), (730.1, clientRenewed)]
    )
    func ended(days: Double, renewed: [String]) throws {
        try self.fixture.fill()
        let folder = try self.fixture.open(now: Samples.now + days * Samples.day, machineNow: Samples.now)
        #expect(folder.changes.map(\.file) == ["test/ca.crl"] + renewed)
        try self.fixture.expectSound()
    }

    @Test("A clock set back before a certificate begins has it reissued")
    func notYetValid() throws {
        try self.fixture.fill()
        let folder = try self.fixture.open(now: Samples.now - 2 * Samples.day, machineNow: Samples.now)
        #expect(
            FolderFixture.lines(folder).dropFirst().first
                == "renewed test/clients/anna.crt: it was not valid before 2024-05-31T12:00:00Z"
        )
        #expect(folder.changes.map(\.file) == ["test/ca.crl"] + Self.clientRenewed)
    }

    @Test("A server's certificate is renewed with fewer than 30 days left", arguments: [(790.0, 0), (790.1, 2)])
    func serverEnding(days: Double, changes: Int) throws {
        try self.fixture.fill()
        let key = try self.disk.read("server/server-rsa.key")
        let folder = try self.fixture.open(machineNow: Samples.now + days * Samples.day)
        #expect(folder.changes.count == changes)
        if changes > 0 {
            #expect(folder.changes.map(\.file) == ["server/server-p256.crt", "server/server-rsa.crt"])
            #expect(folder.changes.first?.description.hasSuffix("it was valid until 2026-08-30T12:00:00Z") == true)
        }
        #expect(try self.disk.read("server/server-rsa.key") == key)
    }

    @Test("Server certificates follow machine time, clients' the emulator's clock")
    func twoClocks() throws {
        let machineNow = Samples.now + 3000 * Samples.day
        let folder = try self.fixture.open(machineNow: machineNow)
        #expect(folder.serverP256.certificate.facts.notBefore == machineNow - Samples.day)
        #expect(folder.clients.first?.credential.certificate.facts.notBefore == Samples.now - Samples.day)
    }

    @Test("Without its key a leaf is made anew, key and all", arguments: ["server/server-p256", "test/clients/anna"])
    func keyGone(base: String) throws {
        try self.fixture.fill()
        try self.disk.remove("\(base).key")
        let folder = try self.fixture.open()
        #expect(FolderFixture.lines(folder).contains("made \(base).key"))
        #expect(FolderFixture.lines(folder).contains("renewed \(base).crt: its key was missing"))
        try self.fixture.expectSound()
    }

    @Test("Another password in the settings: a new archive under it")
    func otherPassword() throws {
        try self.fixture.fill()
        let folder = try self.fixture.open(password: "Hemligt 1!")
        #expect(
            folder.changes.map(\.file) == [
                "server/truststore.password", "server/truststore.p12", "test/clients/anna.password",
                "test/clients/anna.p12",
            ]
        )
        try self.fixture.expectSound(password: "Hemligt 1!")
    }

    @Test(
        "An archive or password that is gone is made again",
        arguments: [
            (["p12"], ["p12"]), (["password"], ["password", "p12"]), (["crt"], ["crt", "p12"]),
            (["p12", "password"], ["password", "p12"]),
        ]
    )
    func gone(removed: [String], changed: [String]) throws {
        try self.fixture.fill()
        for suffix in removed { try self.disk.remove("test/clients/anna.\(suffix)") }
        let folder = try self.fixture.open()
        #expect(folder.changes.map(\.file) == changed.map { "test/clients/anna.\($0)" })
        try self.fixture.expectSound()
    }

    @Test("An authority's certificate that is gone is made for the same key, and its leaves stay good")
    func authorityCertificateGone() throws {
        try self.fixture.fill()
        try self.disk.remove("server/ca.crt")
        #expect(try self.fixture.open().changes.map(\.file) == ["server/ca.crt", "server/truststore.p12"])
        try self.fixture.expectSound()
    }
}
