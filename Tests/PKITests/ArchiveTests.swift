import Domain
import Foundation
import PKI
import Testing

@Suite("PKCS#12 archives")
struct ArchiveTests {
    private let folder: TemporaryFolder
    private let authority: CertificateAuthority
    private let leaf: Certificate

    init() throws {
        self.folder = try TemporaryFolder()
        self.authority = try Samples.clientAuthority()
        self.leaf = try self.authority.issue(
            .client("anna", serial: .random(), now: Samples.now),
            for: Samples.rsaKey.get()
        )
    }

    private func export(password: String, encryption: PKCS12Encryption = .compatible) throws -> String {
        let bytes = try PKCS12Archive.export(
            certificate: self.leaf,
            key: Samples.rsaKey.get(),
            authority: self.authority.certificate,
            friendlyName: "anna",
            password: password,
            encryption: encryption
        )
        try Data(bytes).write(to: URL(filePath: self.folder.path("anna.p12")))
        return self.folder.path("anna.p12")
    }

    @Test("Holds key, certificate and authority under algorithms that old programs read")
    func contents() throws {
        let path = try self.export(password: "m2m-demo")
        // Not -legacy: nothing in it may need OpenSSL's provider of that name.
        let outcome = try Tool.openssl.run("pkcs12", "-info", "-in", path, "-passin", "pass:m2m-demo", "-nodes")
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("MAC: sha1, Iteration 2048\n"))
        #expect(
            outcome.text.contains("Shrouded Keybag: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048\n")
        )
        #expect(
            outcome.text.contains("PKCS7 Encrypted data: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048\n")
        )
        #expect(outcome.text.contains("friendlyName: anna\n"))
        #expect(outcome.text.contains(try Samples.rsaKey.get().pem()))
        #expect(outcome.text.contains(try self.leaf.pem()))
        #expect(outcome.text.contains(try self.authority.certificate.pem()))
    }

    @Test("The modern one is encrypted with AES and sealed with SHA-256")
    func modern() throws {
        let path = try self.export(password: "m2m-demo", encryption: .modern)
        let outcome = try Tool.openssl.run("pkcs12", "-info", "-in", path, "-passin", "pass:m2m-demo", "-nodes")
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("MAC: sha256, Iteration 10000\n"))
        let method = "PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256\n"
        #expect(outcome.text.contains("Shrouded Keybag: \(method)"))
        #expect(outcome.text.contains("PKCS7 Encrypted data: \(method)"))
        #expect(outcome.text.contains(try Samples.rsaKey.get().pem()))
        #expect(outcome.text.contains(try self.leaf.pem()))
    }

    @Test("Another password does not open it")
    func wrongPassword() throws {
        let path = try self.export(password: "m2m-demo")
        let outcome = try Tool.openssl.run("pkcs12", "-in", path, "-passin", "pass:m2m-dem", "-nodes")
        #expect(outcome.status != 0)
        #expect(outcome.text.contains("invalid password"))
    }

    @Test("Java's keytool reads it", .enabled(if: Tool.keytool.isInstalled), arguments: PKCS12Encryption.allCases)
    func java(encryption: PKCS12Encryption) throws {
        let path = try self.export(password: "m2m-demo", encryption: encryption)
        let outcome = try Tool.keytool.run(
            ["-J-Duser.language=en", "-list", "-v", "-storetype", "PKCS12", "-keystore", path]
                + ["-storepass", "m2m-demo"]
        )
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("Alias name: anna\n"))
        #expect(outcome.text.contains("Entry type: PrivateKeyEntry"))
        #expect(outcome.text.contains("Certificate chain length: 2"))
    }

    @Test("A password that programs would encode differently is refused", arguments: ["", "lösen", "a\nb", "a\u{0}b"])
    func refusedPassword(password: String) throws {
        let error = #expect(throws: PKIError.self) { try self.export(password: password) }
        #expect(error?.code == .invalidInput)
    }

    @Test("A certificate is not exported with a key that is not its own")
    func otherKey() throws {
        let error = #expect(throws: PKIError.self) {
            try PKCS12Archive.export(
                certificate: self.leaf,
                key: Samples.ecKey.get(),
                authority: self.authority.certificate,
                friendlyName: "anna",
                password: "x"
            )
        }
        #expect(error?.code == .keyMismatch)
    }
}
