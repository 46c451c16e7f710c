import Domain
import Foundation
import PKI
import Testing

@Suite("The fail set")
struct FailSetTests {
    private let fixture: OfficeFixture
    private let target: TemporaryFolder

    init() throws {
        self.fixture = try OfficeFixture()
        self.target = try TemporaryFolder()
    }

    private func make(disabled: DisabledUser? = nil) throws -> FailSet {
        try self.fixture.office.makeFailSet(
            in: self.target.path("fail"),
            disabled: disabled,
            keyType: .p256,
            now: Samples.now
        )
    }

    /// OpenSSL's verdict with the environment's authority and list.
    private func verdict(_ wrong: FailCertificate) throws -> Tool.Outcome {
        try Tool.openssl.run(
            [
                "verify", "-CAfile", self.fixture.disk.path("test/ca.crt"), "-CRLfile",
                self.fixture.disk.path("test/ca.crl"),
            ]
                + ["-crl_check", "-purpose", "sslclient", "-attime", String(Int(Samples.now.timeIntervalSince1970))]
                + [wrong.certificatePath]
        )
    }

    private static let words: [FailCase: String] = [
        .untrusted: "unable to get local issuer certificate",
        .otherEnvironment: "unable to get local issuer certificate",
        .sameNameAuthority: "unable to get local issuer certificate", .selfSigned: "self-signed certificate",
        .expired: "certificate has expired", .notYetValid: "certificate is not yet valid",
        .revoked: "certificate revoked", .wrongExtendedKeyUsage: "unsuitable certificate purpose",
        .noDigitalSignature: "unsuitable certificate purpose", .pathTooLong: "unable to get local issuer certificate",
        .unmapped: "OK",
    ]

    @Test("Each certificate is wrong in its one way, in OpenSSL's eyes too")
    func faults() throws {
        let set = try self.make()
        #expect(set.certificates.map(\.failCase) == FailCase.allCases.filter { $0 != .missing && $0 != .disabled })
        for wrong in set.certificates {
            let verdict = try self.verdict(wrong)
            let words = try #require(Self.words[wrong.failCase], "\(wrong.failCase)")
            #expect(verdict.text.contains(words), "\(wrong.failCase): \(verdict.text)")
            // Of a certificate that signs itself OpenSSL also misses its issuer's list.
            let most = wrong.failCase == .selfSigned ? 2 : 1
            #expect(
                verdict.text.components(separatedBy: "lookup:").count - 1 <= most,
                "\(wrong.failCase): \(verdict.text)"
            )
        }
    }

    @Test("Key, certificate and archive of each belong together")
    func files() throws {
        let set = try self.make()
        for wrong in set.certificates {
            #expect(wrong.certificatePath == self.target.path("fail/\(wrong.failCase).crt"))
            #expect(try self.target.mode("fail/\(wrong.failCase).key") == 0o600)
            #expect(try self.target.mode("fail/\(wrong.failCase).p12") == 0o600)
            let archive = try Tool.openssl.run(
                ["pkcs12", "-in", wrong.archivePath, "-passin", "file:\(set.passwordPath)", "-nodes"]
            )
            for path in [wrong.certificatePath, wrong.keyPath] {
                let content = try String(contentsOfFile: path, encoding: .utf8)
                let first = content.components(separatedBy: "-----END CERTIFICATE-----")[0]
                #expect(archive.text.contains(first), "\(path)")
            }
            let key = try PrivateKey(pem: String(contentsOfFile: wrong.keyPath, encoding: .utf8))
            #expect(wrong.certificate.isOf(key))
        }
        #expect(Set(set.certificates.map(\.certificate.facts.serial)).count == set.certificates.count)
    }

    @Test("Those of the own and the other environment are of its authorities, which are made")
    func authorities() throws {
        let set = try self.make()
        let other = try Certificate(pem: String(decoding: self.fixture.disk.read("production/ca.crt"), as: UTF8.self))
        let own = try Certificate(pem: String(decoding: self.fixture.disk.read("test/ca.crt"), as: UTF8.self))
        for wrong in set.certificates {
            #expect(wrong.certificate.isIssued(by: other) == (wrong.failCase == .otherEnvironment))
            let strangers: Set<FailCase> = [
                .untrusted, .otherEnvironment, .sameNameAuthority, .selfSigned, .pathTooLong,
            ]
            #expect(wrong.certificate.isIssued(by: own) == !strangers.contains(wrong.failCase))
        }
        let namesake = try #require(set.certificates.first { $0.failCase == .sameNameAuthority })
        #expect(namesake.certificate.facts.issuer == own.facts.subject)
        #expect(FileManager.default.fileExists(atPath: self.fixture.disk.path("production/ca.crl")))
        // Nothing of it is any user's, and a start finds nothing to do.
        #expect(try self.fixture.register().certificates.isEmpty)
        #expect(try self.fixture.start().isEmpty)
    }

    @Test("The intermediate's certificate comes along, and OpenSSL finds the path too long")
    func chain() throws {
        let wrong = try #require(try self.make().certificates.first { $0.failCase == .pathTooLong })
        let verdict = try Tool.openssl.run(
            ["verify", "-CAfile", self.fixture.disk.path("test/ca.crt"), "-untrusted", wrong.certificatePath]
                + ["-attime", String(Int(Samples.now.timeIntervalSince1970)), wrong.certificatePath]
        )
        #expect(verdict.text.contains("path length constraint exceeded"), "\(verdict.text)")
    }

    @Test("The page has a row for each file, and for none at all")
    func page() throws {
        _ = try self.make()
        let page = String(decoding: try self.target.read("fail/README.md"), as: UTF8.self)
        let rows = page.split(separator: "\n").map(String.init).filter { $0.hasPrefix("| ") }.dropFirst()
        #expect(rows.count == 12)
        #expect(
            rows.first == "| (none) | the client sends no certificate | 403 `certificate-missing` | "
                + "certificate_required / handshake_failure |"
        )
        #expect(page.contains("| `expired` | ended a day ago | 403 `certificate-expired` | certificate_expired |\n"))
        #expect(page.contains("403 `certificate-unmapped` | none: answered as with explain |\n"))
        #expect(page.contains("the emulator's test environment"))
    }

    @Test("A disabled user's certificate is the one a start made, or one made for it")
    func disabled() throws {
        let anna = DisabledUser(name: "anna", serial: try Samples.serial("1A"))
        let stored = try self.make(disabled: anna).certificates.last
        #expect(stored?.failCase == .disabled)
        #expect(
            try stored?.certificate.pem()
                == String(decoding: self.fixture.disk.read("test/clients/anna.crt"), as: UTF8.self)
        )
        let bo = DisabledUser(name: "bo", serial: try Samples.serial("B0"))
        let made = try #require(try self.make(disabled: bo).certificates.last)
        #expect(made.certificate.facts.serial.hex == "B0")
        #expect(made.certificate.facts.subject == "CN=bo,O=scb-m2m-emulator")
        #expect(try self.verdict(made).status == 0)
    }
}
