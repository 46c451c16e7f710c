import Domain
import Foundation
import PKI
import Testing

@Suite("Certificate authorities")
struct AuthorityTests {
    private let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    @Test("The server authority may sign for no host name but this machine's and SCB's")
    func serverAuthority() throws {
        let authority = try Samples.serverAuthority()
        let text = try self.folder.text(of: authority.certificate)
        #expect(text.contains("X509v3 Basic Constraints: critical CA:TRUE, pathlen:0"))
        #expect(text.contains("X509v3 Key Usage: critical Certificate Sign, CRL Sign"))
        #expect(text.contains("X509v3 Name Constraints: critical Permitted: DNS:localhost DNS:m2m.gdb.scb.se"))
        // BoringSSL knows no constraints on addresses and refuses certificates that fall under one.
        #expect(!text.contains("IP:"))
        #expect(text.contains("Not Before: Jan 1 00:00:00 2000 GMT Not After : Dec 31 23:59:59 2049 GMT"))
        #expect(text.contains("X509v3 Subject Key Identifier: "))
        #expect(!text.contains("Extended Key Usage"))
    }

    @Test("An environment's client authority is named after it", arguments: EnvironmentName.allCases)
    func clientAuthority(environment: EnvironmentName) throws {
        let authority = try Samples.clientAuthority(environment)
        let name = "CN=M2M emulator \(environment) client CA (not SCB),O=scb-m2m-emulator"
        #expect(authority.certificate.facts.subject == name)
        #expect(authority.certificate.facts.issuer == name)
        #expect(try !self.folder.text(of: authority.certificate).contains("Name Constraints"))
        #expect(authority.certificate.isAuthority)
        #expect(authority.certificate.isIssued(by: authority.certificate))
    }

    @Test("Two authorities never share a serial number, and it has at least 128 bits")
    func serials() throws {
        let serials = (0..<200).map { _ in CertificateSerial.random().hex }
        #expect(Set(serials).count == 200)
        // 35 or 36 digits: 18 bytes, the first of them 01 to 7F.
        #expect(serials.allSatisfy { (35...36).contains($0.count) })
    }

    @Test("An authority is read from files as it was written")
    func load() throws {
        let authority = try Samples.clientAuthority()
        let loaded = try CertificateAuthority.load(
            certificatePath: try self.folder.write("ca.crt", authority.certificate.pem()),
            keyPath: try self.folder.write("ca.key", authority.key.pem())
        )
        #expect(loaded.certificate.facts == authority.certificate.facts)
        let leaf = try loaded.issue(.client("anna", serial: .random(), now: Samples.now), for: Samples.ecKey.get())
        #expect(leaf.isIssued(by: authority.certificate))
    }

    @Test("A leaf, or the wrong key, makes no authority")
    func refused() throws {
        let authority = try Samples.clientAuthority()
        let key = try Samples.ecKey.get()
        let leaf = try authority.issue(.client("anna", serial: .random(), now: Samples.now), for: key)
        let notOne = #expect(throws: PKIError.self) { try CertificateAuthority(certificate: leaf, key: key) }
        #expect(notOne?.code == .notAnAuthority)
        let mismatch = #expect(throws: PKIError.self) {
            try CertificateAuthority(certificate: authority.certificate, key: key)
        }
        #expect(mismatch?.code == .keyMismatch)
        let missing = #expect(throws: PKIError.self) {
            try CertificateAuthority.load(certificatePath: self.folder.path("none"), keyPath: self.folder.path("none"))
        }
        #expect(missing?.description == "There is no file '\(self.folder.path("none"))'. Check the path.")
    }
}
