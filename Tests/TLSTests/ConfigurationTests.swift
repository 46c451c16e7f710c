import Domain
import Foundation
import PKI
import TLS
import Testing

@Suite("The server's own material that cannot be used is refused before anything listens")
struct ConfigurationTests {
    private let folder: TemporaryFolder
    private let authorityPath: String
    private let good: ServerCertificate

    init() throws {
        self.folder = try TemporaryFolder()
        let issuer = try CertificateAuthority.make(.serverAuthority())
        let key = try Keys.serverP256.get()
        let certificate = try issuer.issue(.server(keyType: .p256, now: .test), for: key)
        self.authorityPath = try self.folder.write("clients.pem", CertificateAuthority.make().certificate.pem())
        self.good = ServerCertificate(
            certificatePath: try self.folder.write("good.pem", certificate.pem()),
            keyPath: try self.folder.write("good.key", key.pem())
        )
    }

    private func error(_ certificate: ServerCertificate, authorities: String? = nil) -> String? {
        do {
            _ = try TLSServerContext(
                TLSServerSettings(certificates: [certificate]),
                environment: .test,
                trust: ClientTrust(ClientTrustSources(authorities: [authorities ?? self.authorityPath])),
                now: { _ in .test }
            )
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test("A certificate and its key are accepted")
    func accepted() {
        #expect(self.error(self.good) == nil)
    }

    @Test("A file that is missing or holds no PEM is named", arguments: ["missing.pem", "empty.pem", "text.pem"])
    func unusableFile(_ name: String) throws {
        if name == "empty.pem" { _ = try self.folder.write(name, "") }
        if name == "text.pem" { _ = try self.folder.write(name, "hello\n") }
        let path = self.folder.path(name)
        let noCertificate = self.error(ServerCertificate(certificatePath: path, keyPath: self.good.keyPath))
        #expect(noCertificate?.hasPrefix("The server certificate '\(path)' cannot be used: ") == true)
        let noKey = self.error(ServerCertificate(certificatePath: self.good.certificatePath, keyPath: path))
        #expect(noKey?.hasPrefix("The server's key '\(path)' cannot be used: ") == true)
        let noAuthority = self.error(self.good, authorities: path)
        #expect(noAuthority?.hasPrefix("The certificate authority of the clients '\(path)' cannot be used: ") == true)
        let advice =
            " Put a CA's certificate in PEM there; the emulator's own are made anew at the next start when they are "
            + "deleted."
        #expect(noAuthority?.hasSuffix(advice) == true)
        for error in [noCertificate, noKey] {
            #expect(error?.hasSuffix(". Delete the file to have it made anew, or name another.") == true)
        }
        for error in [noCertificate, noKey, noAuthority] {
            #expect(error?.contains("no reason given") == false)
        }
    }

    @Test("A pipe in place of an authority's file is refused, and nobody waits for a writer")
    func pipe() throws {
        let path = self.folder.path("pipe.pem")
        try #require(mkfifo(path, 0o600) == 0)
        #expect(
            self.error(self.good, authorities: path)?.contains("'\(path)' cannot be used: it is no regular file.")
                == true
        )
    }

    @Test("An authority whose serial number is above 20 bytes is refused")
    func unreadableAuthority() throws {
        let authority = try CertificateAuthority.make()
        let serial = "01" + String(repeating: "ab", count: 20)
        let forged = try Credentials(certificates: [authority.certificate], key: authority.key)
            .forged(serial: serial, signedBy: authority)
        let path = try self.folder.write("odd.pem", forged.pem())
        #expect(
            self.error(self.good, authorities: path)
                == "The certificate authority of the clients '\(path)' cannot be used: The certificate's serial number is "
                + "\(serial); 0 up to 20 bytes are allowed. Put a CA's certificate in PEM there; the emulator's own are made anew at the next "
                + "start when they are deleted."
        )
    }

    @Test("A key of another certificate is refused")
    func otherKey() throws {
        let path = try self.folder.write("other.key", try Keys.clientP256.get().pem())
        let error = self.error(ServerCertificate(certificatePath: self.good.certificatePath, keyPath: path))
        #expect(
            error == "The server's key '\(path)' cannot be used: key values mismatch. "
                + "Delete the file to have it made anew, or name another."
        )
    }
}
