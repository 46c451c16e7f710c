import Domain
import Foundation
import PKI
import Testing
import X509Facts

@Suite("Revocation lists")
struct RevocationListTests {
    private let folder: TemporaryFolder
    private let authority: CertificateAuthority

    init() throws {
        self.folder = try TemporaryFolder()
        self.authority = try Samples.clientAuthority()
    }

    private func sign(_ entries: [CertificateSerial: Revocation], number: UInt64 = 7) throws -> SignedRevocationList {
        try .sign(
            entries,
            number: number,
            thisUpdate: Samples.now - Samples.day,
            nextUpdate: Samples.now + 30 * Samples.day,
            by: self.authority
        )
    }

    private func shown(_ list: SignedRevocationList) throws -> String {
        let path = try self.folder.write("shown.crl", list.pem())
        let authority = try self.folder.write("ca.crt", self.authority.certificate.pem())
        return try Tool.openssl.run("crl", "-in", path, "-noout", "-text", "-CAfile", authority).text
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("OpenSSL's command line finds a list as RFC 5280 wants it, and its signature good")
    func shape() throws {
        let text = try self.shown(
            self.sign([
                Samples.serial("FF01"): Revocation(date: Samples.now, reason: .keyCompromise),
                Samples.serial("0A"): Revocation(date: Samples.now - 60, reason: nil),
                Samples.serial("0B"): Revocation(date: Samples.now - 60, reason: .unspecified),
            ])
        )
        #expect(text.contains("verify OK"))
        #expect(text.contains("Version 2 (0x1) Signature Algorithm: ecdsa-with-SHA256"))
        #expect(text.contains("Issuer: O = scb-m2m-emulator, CN = M2M emulator test client CA (not SCB)"))
        #expect(text.contains("Last Update: May 31 12:00:00 2024 GMT Next Update: Jul 1 12:00:00 2024 GMT"))
        #expect(text.contains("X509v3 Authority Key Identifier: "))
        #expect(text.contains("X509v3 CRL Number: 7"))
        #expect(
            text.contains(
                "Revoked Certificates: Serial Number: 0A Revocation Date: Jun 1 11:59:00 2024 GMT "
                    + "Serial Number: 0B Revocation Date: Jun 1 11:59:00 2024 GMT "
                    + "Serial Number: FF01 Revocation Date: Jun 1 12:00:00 2024 GMT "
                    + "CRL entry extensions: X509v3 CRL Reason Code: Key Compromise"
            )
        )
    }

    @Test("What was signed is read again", arguments: RevocationReason.allCases)
    func roundTrip(reason: RevocationReason) throws {
        let serial = try Samples.serial("7f" + String(repeating: "0a", count: 19))
        let list = try self.sign([serial: Revocation(date: Samples.now, reason: reason)], number: .max)
        let read = try SignedRevocationList(pem: list.pem())
        #expect(read.number == .max)
        #expect(read.isSigned(by: self.authority.certificate))
        #expect(
            read.content
                == RevocationList(
                    issuer: self.authority.certificate.facts.subject,
                    thisUpdate: Samples.now - Samples.day,
                    nextUpdate: Samples.now + 30 * Samples.day,
                    entries: [serial: Revocation(date: Samples.now, reason: reason == .unspecified ? nil : reason)]
                )
        )
    }

    @Test("A list made by OpenSSL's command line is read")
    func foreign() throws {
        let authority = try self.folder.write("ca.crt", self.authority.certificate.pem())
        let key = try self.folder.write("ca.key", self.authority.key.pem())
        let index = try self.folder.write(
            "index.txt",
            "R\t300101000000Z\t240102030405Z,superseded\tFF01\tunknown\t/CN=a\n"
                + "R\t300101000000Z\t240102030406Z\t02\tunknown\t/CN=b\n"
        )
        let settings = try self.folder.write("ca.cnf", "[ca]\ndefault_ca=own\n[own]\ndatabase=\(index)\n")
        let made = try Tool.openssl.run(
            ["ca", "-gencrl", "-config", settings, "-cert", authority, "-keyfile", key, "-md", "sha256"]
                + ["-crldays", "30", "-out", self.folder.path("own.crl")]
        )
        #expect(made.status == 0, "\(made.text)")
        let list = try SignedRevocationList(pem: String(decoding: self.folder.read("own.crl"), as: UTF8.self))
        // 2024-01-02T03:04:05Z.
        let date = Date(timeIntervalSince1970: 1_704_164_645)
        #expect(
            try list.content.entries == [
                Samples.serial("FF01"): Revocation(date: date, reason: .superseded),
                Samples.serial("2"): Revocation(date: date + 1, reason: nil),
            ]
        )
        #expect(list.number == 0)
        #expect(list.isSigned(by: self.authority.certificate))
    }

    @Test("Only the authority whose name and key fit has signed it")
    func signedBy() throws {
        let list = try self.sign([:])
        #expect(list.content.entries.isEmpty)
        #expect(try !list.isSigned(by: Samples.clientAuthority().certificate))
        #expect(
            try !list.isSigned(by: CertificateAuthority.create(.serverAuthority(), key: self.authority.key).certificate)
        )
    }

    @Test("Text that is no list is refused", arguments: ["", "hello", "-----BEGIN X509 CRL-----\nAAAA\n"])
    func notOne(text: String) throws {
        let error = #expect(throws: PKIError.self) { try SignedRevocationList(pem: text) }
        #expect(error?.code == .opensslFailed)
    }

    @Test("A list without nextUpdate, or with a negative number, is refused in words about a list")
    func odd() throws {
        let der = try Data(self.base64(self.sign([:])))
        // nextUpdate follows thisUpdate: both are UTCTime, tag 23, 13 bytes.
        let first = try #require(der.firstRange(of: Data([0x17, 0x0d])))
        let second = try #require(der[first.upperBound...].firstRange(of: Data([0x17, 0x0d])))
        var garbled = der
        garbled.replaceSubrange(second.upperBound..<(second.upperBound + 12), with: Data("999999999999".utf8))
        let date = #expect(throws: PKIError.self) { try SignedRevocationList(pem: Self.pem(garbled)) }
        #expect(date?.description.contains("The revocation list's nextUpdate cannot be read") == true)
        let number = try #require(der.firstRange(of: Data([0x02, 0x01, 0x07])))
        var negative = der
        negative[number.upperBound - 1] = 0x87
        let error = #expect(throws: PKIError.self) { try SignedRevocationList(pem: Self.pem(negative)) }
        #expect(error?.cause == "The CRL number is negative or above 18446744073709551615.")
    }

    private func base64(_ list: SignedRevocationList) throws -> Data {
        let text = try list.pem().split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
        return try #require(Data(base64Encoded: text))
    }

    private static func pem(_ der: Data) -> String {
        let text = der.base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN X509 CRL-----\n\(text)\n-----END X509 CRL-----\n"
    }
}
