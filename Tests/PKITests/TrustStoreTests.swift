import Domain
import Foundation
import PKI
import Testing

@Suite("The Java truststore")
struct TrustStoreTests {
    private let fixture: FolderFixture
    private var disk: TemporaryFolder { self.fixture.disk }

    init() throws { self.fixture = try FolderFixture() }

    private func keytool(password: String = CertificateFolder.developmentPassword) throws -> Tool.Outcome {
        try Tool.keytool.run(
            ["-J-Duser.language=en", "-list", "-rfc", "-storetype", "PKCS12", "-storepass", password]
                + ["-keystore", self.disk.path("server/truststore.p12")]
        )
    }

    @Test("Java finds the server authority in it, as a trusted certificate", .enabled(if: Tool.keytool.isInstalled))
    func java() throws {
        try self.fixture.fill()
        let folder = try self.fixture.open()
        let outcome = try self.keytool()
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.text.contains("Your keystore contains 1 entry"))
        #expect(outcome.text.contains("Alias name: m2m-emulator-server-ca\n"))
        #expect(outcome.text.contains("Entry type: trustedCertEntry\n"))
        let pem = try folder.serverAuthority.authority.certificate.pem()
        #expect(outcome.text.replacing("\r\n", with: "\n").contains(pem))
        #expect(folder.trustStore.archivePath == self.disk.path("server/truststore.p12"))
        #expect(try String(contentsOfFile: folder.trustStore.passwordPath, encoding: .utf8) == "m2m-demo\n")
        #expect(try self.keytool(password: "m2m-dem").status != 0)
    }

    @Test("OpenSSL finds the certificate, Oracle's mark and no key")
    func openssl() throws {
        try self.fixture.fill()
        let path = self.disk.path("server/truststore.p12")
        let outcome = try Tool.openssl.run("pkcs12", "-info", "-in", path, "-passin", "pass:m2m-demo", "-nodes")
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.text.contains("MAC: sha1, Iteration 2048\n"))
        #expect(outcome.text.contains("PKCS7 Encrypted data: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048\n"))
        #expect(outcome.text.contains("2.16.840.1.113894.746875.1.1: <Unsupported tag 6>\n"), "\(outcome.text)")
        #expect(outcome.text.contains(String(decoding: try self.disk.read("server/ca.crt"), as: UTF8.self)))
        #expect(!outcome.text.contains("PRIVATE KEY"))
    }

    @Test("It is made anew for another password, another authority, and when it cannot be opened")
    func renewed() throws {
        try self.fixture.fill()
        #expect(
            FolderFixture.lines(try self.fixture.open([], password: "other")) == [
                "renewed server/truststore.password: its password was not known to be the one in the settings",
                "renewed server/truststore.p12: its password was not known to be the one in the settings",
            ]
        )
        let other = try TrustStore.export(Samples.serverAuthority().certificate, alias: "other", password: "other")
        try Data(other).write(to: URL(filePath: self.disk.path("server/truststore.p12")))
        try self.disk.setMode(0o600, "server/truststore.p12")
        #expect(
            FolderFixture.lines(try self.fixture.open([], password: "other")) == [
                "renewed server/truststore.p12: it held another certificate than the authority's"
            ]
        )
        try self.disk.write("server/truststore.p12", "no archive")
        #expect(try self.fixture.open([], password: "other").changes.map(\.file) == ["server/truststore.p12"])
        #expect(try self.fixture.open([], password: "other").changes.isEmpty)
    }
}
