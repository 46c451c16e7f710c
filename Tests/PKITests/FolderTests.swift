import Domain
import Foundation
import PKI
import Testing

@Suite("The folder of certificates")
struct FolderTests {
    private let fixture: FolderFixture
    private var disk: TemporaryFolder { self.fixture.disk }

    init() throws { self.fixture = try FolderFixture() }

    @Test("An empty folder is filled, and everything in it fits together")
    func empty() throws {
        let folder = try self.fixture.open([FolderFixture.request("anna", serial: "1a", keyType: .rsa2048)])
        let files = FolderFixture.files + FolderFixture.clientFiles("anna")
        #expect(try self.disk.contents().keys.sorted() == files.sorted())
        #expect(folder.changes.map(\.file).sorted() == files.filter { $0 != ".lock" }.sorted())
        #expect(folder.changes.allSatisfy { $0.action == .made })
        #expect(FolderFixture.lines(folder).first == "made server/ca.key")
        try self.fixture.expectSound()
        #expect(try self.fixture.disk.text(of: folder.serverRSA.certificate).contains("Public-Key: (2048 bit)"))
        #expect(try self.fixture.disk.text(of: folder.serverP256.certificate).contains("NIST CURVE: P-256"))
        let client = try #require(folder.clients.first)
        #expect(client.credential.certificate.facts.serial.hex == "1A")
        #expect(try self.fixture.disk.text(of: client.credential.certificate).contains("Public-Key: (2048 bit)"))
    }

    @Test("Secrets are their owner's alone, and so are the folders")
    func permissions() throws {
        try self.fixture.open()
        for file in try self.disk.contents().keys {
            let isSecret = ["key", "p12", "password", "lock"].contains { file.hasSuffix($0) }
            #expect(try self.disk.mode(file) == (isSecret ? 0o600 : 0o644), "\(file)")
        }
        for folder in ["server", "test", "test/clients"] { #expect(try self.disk.mode(folder) == 0o700) }
    }

    @Test("Opened again, a complete folder is left as it is")
    func idempotent() throws {
        try self.fixture.fill()
        let first = try self.fixture.open()
        let before = try self.disk.contents()
        let second = try self.fixture.open()
        #expect(first.changes.isEmpty)
        #expect(second.changes.isEmpty)
        #expect(try self.disk.contents() == before)
        #expect(second.serverP256.certificate.facts == first.serverP256.certificate.facts)
        #expect(try second.serverRSA.key.pem() == first.serverRSA.key.pem())
    }

    @Test("What is returned is what lies at the paths returned with it")
    func paths() throws {
        try self.fixture.fill()
        let folder = try self.fixture.open()
        let client = try #require(folder.clients.first)
        for credential in [folder.serverP256, folder.serverRSA, client.credential] {
            let certificate = try String(contentsOfFile: credential.certificatePath, encoding: .utf8)
            #expect(try credential.certificate.pem() == certificate)
            #expect(try credential.key.pem() == String(contentsOfFile: credential.keyPath, encoding: .utf8))
        }
        for stored in [folder.serverAuthority, try #require(folder.clientAuthority)] {
            let certificate = try String(contentsOfFile: stored.certificatePath, encoding: .utf8)
            #expect(try stored.authority.certificate.pem() == certificate)
            #expect(try stored.authority.key.pem() == String(contentsOfFile: stored.keyPath, encoding: .utf8))
        }
        #expect(client.user == "anna")
        #expect(client.archivePath == self.disk.path("test/clients/anna.p12"))
        #expect(client.passwordPath == self.disk.path("test/clients/anna.password"))
        #expect(folder.path == self.disk.path)
    }

    @Test("A second user and the other environment are added without touching what is there")
    func additions() throws {
        try self.fixture.fill()
        let before = try self.disk.contents()
        let clients = try [FolderFixture.request("anna"), FolderFixture.request("bo-2", serial: "1B")]
        let second = try self.fixture.open(clients)
        #expect(second.changes.map(\.file).sorted() == FolderFixture.clientFiles("bo-2").sorted())
        #expect(second.clients.map(\.user) == ["anna", "bo-2"])
        let production = try CertificateFolder.open(
            path: self.disk.path,
            environments: [.production: [FolderFixture.request("anna")]],
            now: Samples.now
        )
        #expect(production.changes.allSatisfy { $0.file.hasPrefix("production/") })
        #expect(production.changes.count == 8)
        #expect(try self.disk.contents().filter { before.keys.contains($0.key) } == before)
    }

    @Test("Folders above it are made too")
    func nested() throws {
        let folder = try CertificateFolder.open(
            path: self.disk.path("a/b/certs"),
            environments: [.test: []],
            now: Samples.now
        )
        #expect(folder.clients.isEmpty)
        #expect(try self.disk.mode("a/b/certs/server/ca.key") == 0o600)
        #expect(try self.disk.mode("a/b") == 0o700)
    }

    @Test("A secret that others can read is closed to them, and that is said", arguments: ["key", "p12", "password"])
    func repair(suffix: String) throws {
        try self.fixture.fill()
        let before = try self.disk.contents()
        try self.disk.setMode(0o644, "test/clients/anna.\(suffix)")
        let folder = try self.fixture.open()
        #expect(try self.disk.mode("test/clients/anna.\(suffix)") == 0o600)
        #expect(
            FolderFixture.lines(folder)
                == ["closed test/clients/anna.\(suffix) to other users: its permissions were 0644, now 0600"]
        )
        #expect(try self.disk.contents() == before)
    }

    @Test("A start killed after any of its writes is completed by the next", arguments: 0..<16)
    func killed(writes: Int) throws {
        let files = try self.fixture.fill()
        try #require(files.count == 16)
        for file in files[writes...] { try self.disk.remove(file) }
        let kept = try self.disk.contents()
        // The write under way leaves its unfinished file.
        let next = files[writes].split(separator: "/")
        try self.disk.write((next.dropLast() + [".\(next[next.count - 1]).new"]).joined(separator: "/"), "half a fi")
        let completed = try self.fixture.open()
        #expect(completed.changes.map(\.file) == Array(files[writes...]))
        #expect(try self.disk.contents().filter { kept.keys.contains($0.key) } == kept)
        #expect(try self.disk.contents().keys.allSatisfy { !$0.hasSuffix(".new") })
        try self.fixture.expectSound()
    }
}
