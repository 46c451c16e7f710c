import Domain
import Foundation
import PKI
import Testing

@Suite("Odd certificates can be asked for, and OpenSSL finds them odd")
struct OddCertificateTests {
    private let folder: TemporaryFolder
    private let authority: CertificateAuthority
    private var profile = CertificateProfile.client("odd", serial: .random(), now: Samples.now)

    init() throws {
        self.folder = try TemporaryFolder()
        self.authority = try Samples.clientAuthority()
    }

    private func verdict(_ profile: CertificateProfile, at time: Date = Samples.now) throws -> String {
        let leaf = try self.authority.issue(profile, for: Samples.ecKey.get())
        return try self.folder.verify(leaf, by: self.authority.certificate, at: time, purpose: "sslclient").text
    }

    @Test("Expired, by a second")
    mutating func expired() throws {
        self.profile.notAfter = Samples.now - 1
        #expect(try self.verdict(self.profile).contains("certificate has expired"))
        #expect(try self.verdict(self.profile, at: Samples.now - 2).hasSuffix("OK\n"))
    }

    @Test("Not yet valid")
    mutating func notYetValid() throws {
        self.profile.notBefore = Samples.now + 60
        #expect(try self.verdict(self.profile).contains("certificate is not yet valid"))
    }

    @Test("Of another purpose, by extended key usage or by key usage")
    mutating func wrongUsage() throws {
        self.profile.extendedKeyUsage = [.serverAuth, .emailProtection]
        #expect(try self.verdict(self.profile).contains("unsuitable certificate purpose"))
        self.profile.extendedKeyUsage = [.clientAuth]
        self.profile.keyUsage = .keyEncipherment
        #expect(try self.verdict(self.profile).contains("unsuitable certificate purpose"))
    }

    @Test("Without any usage at all")
    mutating func noUsage() throws {
        self.profile.extendedKeyUsage = []
        self.profile.keyUsage = []
        let leaf = try self.authority.issue(self.profile, for: Samples.ecKey.get())
        #expect(try !self.folder.text(of: leaf).contains("Key Usage"))
        #expect(try self.verdict(self.profile).hasSuffix("OK\n"))
    }

    @Test("Of another authority")
    func otherAuthority() throws {
        let leaf = try Samples.clientAuthority(.production).issue(self.profile, for: Samples.ecKey.get())
        let outcome = try self.folder.verify(leaf, by: self.authority.certificate, purpose: "sslclient")
        #expect(outcome.text.contains("unable to get local issuer certificate"))
    }

    @Test("With a date beyond 2049, and with serial number zero")
    mutating func extremes() throws {
        self.profile.notAfter = Date(timeIntervalSince1970: 253_402_300_799)
        self.profile.serial = try Samples.serial("0")
        let leaf = try self.authority.issue(self.profile, for: Samples.ecKey.get())
        #expect(try self.folder.text(of: leaf).contains("Not After : Dec 31 23:59:59 9999 GMT"))
        #expect(leaf.facts.notAfter == self.profile.notAfter)
        #expect(leaf.facts.serial.hex == "0")
    }

    @Test("A date beyond the years 0 to 9999 is refused", arguments: [253_402_300_800, -1e15, .infinity, .nan])
    mutating func unusableDate(seconds: TimeInterval) throws {
        self.profile.notAfter = Date(timeIntervalSince1970: seconds)
        let error = #expect(throws: PKIError.self) {
            try self.authority.issue(self.profile, for: Samples.ecKey.get())
        }
        #expect(error?.code == .invalidInput)
        #expect(error?.message.contains("notAfter") == true)
    }

    @Test(
        "A name that would begin another entry of OpenSSL's notation is refused",
        arguments: ["a.example,DNS:evil.example", "", "a b", "å.example", "a;b", "@section"]
    )
    mutating func unusableName(name: String) throws {
        self.profile.subjectAlternativeNames = [.dns(name)]
        let error = #expect(throws: PKIError.self) {
            try self.authority.issue(self.profile, for: Samples.ecKey.get())
        }
        #expect(error?.code == .invalidInput)
        #expect(error?.message.contains("'\(name)'") == true)
    }

    @Test("A common name has at most 64 characters")
    mutating func longName() throws {
        self.profile.subject.commonName = String(repeating: "ö", count: 64)
        #expect(throws: Never.self) { try self.authority.issue(self.profile, for: Samples.ecKey.get()) }
        self.profile.subject.commonName += "x"
        let error = #expect(throws: PKIError.self) {
            try self.authority.issue(self.profile, for: Samples.ecKey.get())
        }
        #expect(error?.code == .invalidInput)
        #expect(error?.description.contains("at most 64 characters") == true)
    }
}
