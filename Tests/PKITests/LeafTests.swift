import Domain
import Foundation
import PKI
import Testing

@Suite("Leaf certificates, as OpenSSL's command line judges them")
struct LeafTests {
    private let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    @Test(
        "The server's certificate holds under each of its names",
        arguments: ["localhost", "test.m2m.gdb.scb.se", "m2m.gdb.scb.se", "127.0.0.1", "::1"]
    )
    func serverName(host: String) throws {
        let authority = try Samples.serverAuthority()
        let leaf = try authority.issue(.server(keyType: .p256, now: Samples.now), for: Samples.ecKey.get())
        let outcome = try self.folder.verify(leaf, by: authority.certificate, purpose: "sslserver", host: host)
        #expect(outcome.status == 0, "\(outcome.text)")
        let other = try self.folder.verify(leaf, by: authority.certificate, purpose: "sslserver", host: "example.com")
        #expect(other.text.contains("hostname mismatch"))
        let client = try self.folder.verify(leaf, by: authority.certificate, purpose: "sslclient")
        #expect(client.text.contains("purpose"))
    }

    @Test("The server authority's constraints reject a name outside them", arguments: ["example.com", "gdb.scb.se"])
    func constrained(name: String) throws {
        let authority = try Samples.serverAuthority()
        var profile = CertificateProfile.server(keyType: .p256, now: Samples.now)
        profile.subjectAlternativeNames = [.dns(name)]
        let leaf = try authority.issue(profile, for: Samples.ecKey.get())
        let outcome = try self.folder.verify(leaf, by: authority.certificate, purpose: "sslserver")
        #expect(outcome.text.contains("permitted subtree violation"))
    }

    @Test("A server's certificate lasts at most 825 days, from a day ago")
    func serverValidity() throws {
        let profile = CertificateProfile.server(keyType: .rsa2048, now: Samples.now)
        let leaf = try Samples.serverAuthority().issue(profile, for: Samples.rsaKey.get())
        #expect(leaf.facts.notBefore == Samples.now - Samples.day)
        #expect(leaf.facts.notAfter.timeIntervalSince(leaf.facts.notBefore) <= 825 * Samples.day)
        #expect(leaf.facts.notAfter.timeIntervalSince(Samples.now) > 800 * Samples.day)
        #expect(try self.folder.text(of: leaf).contains("Digital Signature, Key Encipherment"))
    }

    @Test("A client's certificate is good for TLS clients and nothing else", arguments: [KeyType.rsa2048, .p256])
    func client(type: KeyType) throws {
        let authority = try Samples.clientAuthority()
        let key = try type == .p256 ? Samples.ecKey.get() : Samples.rsaKey.get()
        let serial = try Samples.serial("00:ab:CD:01")
        let leaf = try authority.issue(.client("anna", serial: serial, now: Samples.now), for: key)
        #expect(try self.folder.verify(leaf, by: authority.certificate, purpose: "sslclient").status == 0)
        #expect(try self.folder.verify(leaf, by: authority.certificate, purpose: "sslserver").status != 0)
        #expect(leaf.facts.subject == "CN=anna,O=scb-m2m-emulator")
        #expect(leaf.facts.serial == serial)
        #expect(leaf.facts.notBefore == Samples.now - Samples.day)
        #expect(leaf.facts.notAfter == Samples.now + 730 * Samples.day)
        #expect(leaf.isOf(key))
        let text = try self.folder.text(of: leaf)
        #expect(text.contains("X509v3 Basic Constraints: critical CA:FALSE"))
        #expect(text.contains("X509v3 Key Usage: critical Digital Signature X509v3"))
        #expect(text.contains("X509v3 Extended Key Usage: TLS Web Client Authentication X509v3"))
        #expect(text.contains("X509v3 Subject Key Identifier: "))
        #expect(text.contains("X509v3 Authority Key Identifier: "))
        #expect(text.contains("Signature Algorithm: ecdsa-with-SHA256"))
        #expect(text.contains("Version: 3 (0x2)"))
    }

    @Test("Only the authority that signed a certificate issued it, dates aside")
    func issuedBy() throws {
        let authority = try Samples.clientAuthority()
        let namesake = try Samples.clientAuthority()
        let leaf = try authority.issue(
            .client("anna", serial: .random(), now: Samples.now - 5000 * Samples.day),
            for: Samples.ecKey.get()
        )
        #expect(leaf.isIssued(by: authority.certificate))
        #expect(!leaf.isIssued(by: namesake.certificate))
        #expect(!leaf.isIssued(by: leaf))
        // The signature stands last: another last byte leaves names and key identifiers as they were.
        var forged = try leaf.der()
        forged[forged.count - 1] ^= 1
        #expect(try !Certificate(der: forged).isIssued(by: authority.certificate))
    }
}
