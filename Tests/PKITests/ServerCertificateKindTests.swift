import Domain
import Foundation
import PKI
import Testing

@Suite("Server certificates that a client must refuse")
struct ServerCertificateKindTests {
    private let fixture: FolderFixture

    init() throws { self.fixture = try FolderFixture() }

    @Test(
        "Each is wrong in its one way and in no other",
        arguments: [
            (ServerCertificateKind.expired, "certificate has expired"),
            (.notYetValid, "certificate is not yet valid"), (.selfSigned, "self-signed certificate"),
            (.wrongHost, "hostname mismatch"), (.untrusted, "unable to get local issuer certificate"),
        ]
    )
    func odd(kind: ServerCertificateKind, words: String) throws {
        try self.fixture.fill()
        let before = try self.fixture.disk.contents()
        let folder = try self.fixture.open(server: kind)
        let files = ["p256", "rsa"].flatMap { ["server/lab-\(kind)-\($0).key", "server/lab-\(kind)-\($0).crt"] }
        #expect(folder.changes.map(\.file) == files)
        #expect(try self.fixture.disk.contents().filter { before.keys.contains($0.key) } == before)
        for (credential, name) in zip(folder.server, ["p256", "rsa"]) {
            #expect(credential.certificatePath.hasSuffix("server/lab-\(kind)-\(name).crt"))
            let authority = folder.serverAuthority.authority.certificate
            let verdict = try self.fixture.disk.verify(
                credential.certificate,
                by: authority,
                purpose: "sslserver",
                host: "localhost"
            )
            #expect(verdict.status != 0)
            #expect(verdict.text.contains(words), "\(verdict.text)")
            #expect(verdict.text.components(separatedBy: "lookup:").count == 2, "\(verdict.text)")
            #expect(credential.certificate.isOf(credential.key))
            #expect(
                try credential.certificate.pem() == String(contentsOfFile: credential.certificatePath, encoding: .utf8)
            )
        }
        #expect(folder.server.map(\.certificate.keyName) == ["p-256", "rsa-2048"])
        #expect(try self.fixture.disk.mode("server/lab-\(kind)-rsa.key") == 0o600)
    }

    @Test("They are made anew at each start, and the sound ones are as before when they are asked for again")
    func anew() throws {
        try self.fixture.fill()
        let first = try self.fixture.open(server: .untrusted)
        let second = try self.fixture.open(server: .untrusted)
        #expect(first.server.map(\.certificate.facts) != second.server.map(\.certificate.facts))
        #expect(try self.fixture.open().changes.isEmpty)
    }

    @Test("A sound one that stands for other names than the emulator's is issued anew")
    func otherNames() throws {
        try self.fixture.fill()
        let folder = try self.fixture.open()
        var profile = CertificateProfile.server(keyType: .p256, now: Samples.now)
        profile.subjectAlternativeNames = [.dns("localhost"), .ip("127.0.0.1")]
        let old = try folder.serverAuthority.authority.issue(profile, for: folder.serverP256.key)
        try self.fixture.disk.write("server/server-p256.crt", old.pem())
        let lines = FolderFixture.lines(try self.fixture.open())
        #expect(
            lines == ["renewed server/server-p256.crt: it stood for DNS:localhost, IP Address:127.0.0.1"]
        )
        profile.subjectAlternativeNames = []
        let nameless = try folder.serverAuthority.authority.issue(profile, for: folder.serverP256.key)
        try self.fixture.disk.write("server/server-p256.crt", nameless.pem())
        #expect(
            FolderFixture.lines(try self.fixture.open()) == ["renewed server/server-p256.crt: it stood for no name"]
        )
        try self.fixture.expectSound()
    }
}
