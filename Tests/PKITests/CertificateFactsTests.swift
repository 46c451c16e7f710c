import Domain
import Foundation
import PKI
import Testing
import X509Facts

@Suite("What a certificate says of itself")
struct CertificateFactsTests {
    private let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    /// A certificate made by OpenSSL's command line, in PEM.
    private func selfSigned(_ subject: String, serial: String) throws -> String {
        let key = try self.folder.write("own.key", Samples.ecKey.get().pem())
        let request = self.folder.path("own.csr")
        try Tool.openssl.run(["req", "-new", "-key", key, "-utf8", "-subj", subject, "-out", request])
        let outcome = try Tool.openssl.run(
            ["x509", "-req", "-in", request, "-signkey", key, "-days", "30", "-set_serial", serial]
                + ["-out", self.folder.path("own.crt")]
        )
        #expect(outcome.status == 0, "\(outcome.text)")
        return String(decoding: try self.folder.read("own.crt"), as: UTF8.self)
    }

    @Test("They are what OpenSSL's command line says")
    func agree() throws {
        let facts = try Certificate(pem: try self.selfSigned(#"/C=SE/O=Bank, A\+B/CN=Åsa Öberg"#, serial: "0x00FF01"))
            .facts
        let shown = try Tool.openssl.run(
            ["x509", "-in", self.folder.path("own.crt"), "-noout", "-serial", "-fingerprint", "-sha256", "-dates"]
                + ["-dateopt", "iso_8601"]
        ).text
        let fingerprint = facts.fingerprint.uppercased().enumerated()
            .map { $0.offset > 0 && $0.offset % 2 == 0 ? ":\($0.element)" : "\($0.element)" }.joined()
        #expect(shown.contains("serial=FF01\n"))
        #expect(facts.serial.hex == "FF01")
        #expect(shown.lowercased().contains("fingerprint=\(fingerprint.lowercased())\n"))
        #expect(facts.fingerprint == facts.fingerprint.lowercased())
        let iso = { (date: Date) in date.ISO8601Format().replacing("T", with: " ") }
        #expect(shown.contains("notBefore=\(iso(facts.notBefore))\n"))
        #expect(shown.contains("notAfter=\(iso(facts.notAfter))\n"))
        #expect(facts.subject == #"CN=Åsa Öberg,O=Bank\, A\+B,C=SE"#)
        #expect(facts.issuer == facts.subject)
    }

    @Test("A line feed in a name stays escaped, so that it cannot forge a line of the log")
    func controlCharacters() throws {
        let key = try PrivateKey.generate(.p256)
        let profile = CertificateProfile(
            subject: DistinguishedName(commonName: "anna\nadmin logged in"),
            notBefore: Samples.now,
            notAfter: Samples.now
        )
        let certificate = try Samples.clientAuthority().issue(profile, for: key)
        #expect(certificate.facts.subject == #"CN=anna\0Aadmin logged in,O=scb-m2m-emulator"#)
    }

    @Test("What moves a terminal's cursor or turns its letters round stays escaped")
    func hiddenCharacters() throws {
        let facts = try Certificate(pem: try self.selfSigned("/CN=a\u{9b}31m\u{202e}b\u{2028}c", serial: "1")).facts
        #expect(facts.subject == #"CN=a\C2\9B31m\E2\80\AEb\E2\80\A8c"#)
    }

    @Test("A name is cut after 512 characters", arguments: [8, 9])
    func longName(units: Int) throws {
        // With its comma, each unit takes 64 characters.
        let unit = "OU=" + String(repeating: "a", count: 60)
        let subject = String(repeating: "/\(unit)", count: units)
        let facts = try Certificate(pem: try self.selfSigned(subject, serial: "1")).facts
        let whole = Array(repeating: unit, count: units).joined(separator: ",")
        #expect(facts.subject == (units == 8 ? whole : whole.prefix(512) + "…"))
        #expect(facts.issuer == facts.subject)
    }

    @Test("PEM and DER tell the same")
    func encodings() throws {
        let certificate = try Samples.clientAuthority().certificate
        #expect(try Certificate(der: certificate.der()).facts == certificate.facts)
        #expect(try Certificate(pem: certificate.pem()).facts == certificate.facts)
        #expect(try certificate.withPointer { try CertificateFacts(x509: $0) } == certificate.facts)
    }

    @Test(
        "A serial number outside RFC 5280 is told, not cut",
        arguments: [("-5", "-05"), ("0x" + String(repeating: "7A", count: 21), String(repeating: "7a", count: 21))]
    )
    func oddSerial(serial: String, found: String) throws {
        let pem = try self.selfSigned("/CN=odd", serial: serial)
        let error = #expect(throws: PKIError.self) { try Certificate(pem: pem) }
        #expect(error?.code == .invalidInput)
        #expect(
            error?.cause == "The certificate's serial number is \(found); 0 up to 20 bytes are allowed."
        )
    }

    @Test("Text that is no certificate is refused", arguments: ["", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n"])
    func notOne(text: String) throws {
        let error = #expect(throws: PKIError.self) { try Certificate(pem: text) }
        #expect(error?.code == .opensslFailed)
        #expect(throws: PKIError.self) { try Certificate(der: Array(text.utf8)) }
    }
}
