import Domain
import Foundation
import PKI
import Testing

@Suite("What a person must see to")
struct FolderFaultTests {
    private let fixture: FolderFixture
    private var disk: TemporaryFolder { self.fixture.disk }

    init() throws { self.fixture = try FolderFixture() }

    /// - Returns: the error of an opening that must fail and leave the folder as it was.
    private func refusal(_ clients: [ClientRequest]? = nil) throws -> PKIError {
        let before = try self.disk.contents()
        let error = #expect(throws: PKIError.self) { try self.fixture.open(clients) }
        #expect(try self.disk.contents() == before)
        return try #require(error)
    }

    @Test("A certificate that cannot be read is named, and what to do", arguments: ["", "half a file"])
    func corruptCertificate(text: String) throws {
        try self.fixture.fill()
        let path = try self.disk.write("test/clients/anna.crt", text)
        let error = try self.refusal()
        #expect(error.code == .corruptFile)
        #expect(
            error.description
                == "'\(path)' holds no readable certificate in PEM (-----BEGIN CERTIFICATE-----) (no start line). "
                + "Put a good copy in its place, or delete it: the emulator makes it anew at its next start."
        )
        try self.disk.remove("test/clients/anna.crt")
        try self.fixture.open()
        try self.fixture.expectSound()
    }

    @Test("A key cut off in the middle is named", arguments: ["server/server-rsa", "test/ca", "test/clients/anna"])
    func corruptKey(base: String) throws {
        try self.fixture.fill()
        let pem = String(decoding: try self.disk.read("\(base).key"), as: UTF8.self)
        try self.disk.write("\(base).key", String(pem.prefix(pem.count / 2)))
        let error = try self.refusal()
        #expect(error.code == .corruptFile)
        #expect(error.message.hasPrefix("'\(self.disk.path("\(base).key"))' holds no readable unencrypted private key"))
    }

    @Test(
        "A certificate beside another's key is named with it",
        arguments: ["server/server-p256", "server/ca", "test/clients/anna"]
    )
    func mismatch(base: String) throws {
        try self.fixture.fill()
        let key = try self.disk.write("\(base).key", PrivateKey.generate(.p256).pem())
        let error = try self.refusal()
        #expect(error.code == .keyMismatch)
        #expect(error.message == "The certificate in '\(self.disk.path("\(base).crt"))' is not of the key in '\(key)'")
    }

    @Test("An authority without its key is not replaced unasked", arguments: ["server", "test"])
    func authorityKeyMissing(kind: String) throws {
        try self.fixture.fill()
        try self.disk.remove("\(kind)/ca.key")
        let error = try self.refusal()
        #expect(error.code == .authorityKeyMissing)
        #expect(error.description.contains("'\(self.disk.path("\(kind)/ca.key"))' is not. Put the key back, or delete"))
        try self.disk.remove("\(kind)/ca.crt")
        try self.fixture.open()
        try self.fixture.expectSound()
    }

    @Test("A leaf in the authority's place is named")
    func leafAsAuthority() throws {
        try self.fixture.fill()
        for suffix in ["crt", "key"] {
            let leaf = String(decoding: try self.disk.read("test/clients/anna.\(suffix)"), as: UTF8.self)
            try self.disk.write("test/ca.\(suffix)", leaf)
        }
        let error = try self.refusal()
        #expect(error.code == .notAnAuthority)
        #expect(error.message.hasPrefix("'\(self.disk.path("test/ca.crt"))': "))
    }

    @Test(
        "A user name that could lead out of the folder is refused before anything is done",
        arguments: ["", "../anna", "a/b", "Anna", "åsa", "a.b", "a\u{0}", ".", String(repeating: "a", count: 65)]
    )
    func userName(name: String) throws {
        let error = try self.refusal([FolderFixture.request(name)])
        #expect(error.code == .invalidInput)
        #expect(error.message.contains("1 to 64 of a-z, 0-9 and - are allowed"))
        #expect(try self.disk.contents().isEmpty)
    }

    @Test("The longest user name there may be is good")
    func longestName() throws {
        let name = String(repeating: "a", count: 64)
        try self.fixture.open([FolderFixture.request(name)])
        try self.fixture.expectSound(user: name)
    }

    @Test("A user asked for twice is refused")
    func twice() throws {
        let error = try self.refusal([FolderFixture.request("anna"), FolderFixture.request("anna", serial: "2")])
        #expect(error.code == .invalidInput)
    }

    @Test("A bad password is refused before anything is done")
    func password() throws {
        let error = #expect(throws: PKIError.self) { try self.fixture.open(password: "två\nrader") }
        #expect(error?.code == .invalidInput)
        #expect(try self.disk.contents().isEmpty)
    }

    @Test("A file where the folder should be, and a folder where a file should be, are named")
    func wrongKinds() throws {
        let path = try self.disk.write("certs", "")
        let file = #expect(throws: PKIError.self) {
            try CertificateFolder.open(path: path, environments: [.test: []], now: Samples.now)
        }
        #expect(file?.code == .fileFailed)
        #expect(file?.description.contains("\(path)/server") == true)
        let blocked = self.disk.path("other/server/ca.crt")
        try FileManager.default.createDirectory(atPath: blocked, withIntermediateDirectories: true)
        let folder = #expect(throws: PKIError.self) {
            let path = self.disk.path("other")
            return try CertificateFolder.open(path: path, environments: [.test: []], now: Samples.now)
        }
        #expect(folder?.message.contains(blocked) == true)
    }

    @Test(
        "At a pipe where a file should be nobody waits for a writer",
        arguments: ["server/ca.crt", "test/ca.key", "test/ca.crl", "test/register.json", "test/clients/anna.crt"]
    )
    func pipe(file: String) throws {
        try self.fixture.open()
        let path = self.disk.path(file)
        try? FileManager.default.removeItem(atPath: path)
        try #require(mkfifo(path, 0o600) == 0)
        let error = #expect(throws: PKIError.self) { try self.fixture.open() }
        #expect(error?.code == .corruptFile)
        #expect(error?.message.hasPrefix("'\(path)' is no regular file") == true)
    }
}
