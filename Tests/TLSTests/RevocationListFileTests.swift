import Domain
import Foundation
import PKI
import TLS
import Testing

@Suite("Files of revocation lists: what cannot be used is told at start and at each reload")
struct RevocationListFileTests {
    private let folder: TemporaryFolder
    private let authority: CertificateAuthority

    init() throws {
        self.folder = try TemporaryFolder()
        self.authority = try .make()
    }

    private static let name = "CN=M2M emulator test client CA (not SCB),O=scb-m2m-emulator"

    /// The same error from a start and from a reload.
    private func error(_ text: String) throws -> String? {
        let trust = try ServerFixture.trust([self.authority], lists: [self.folder.path("list.pem")])
        let file = try self.folder.write("list.pem", text)
        let reloaded = #expect(throws: RevocationListError.self) { try trust.revocationLists.reload(file) }
        let started = #expect(throws: RevocationListError.self) {
            try ServerFixture.trust([self.authority], lists: [file])
        }
        #expect(started == reloaded)
        return reloaded?.description
    }

    private func message(_ reason: String) -> String {
        "The revocation list '\(self.folder.path("list.pem"))' cannot be used: \(reason). Have it made anew by its "
            + "authority; for the emulator's own that is 'm2m-emulator certs crl'."
    }

    @Test(
        "Text without a list",
        arguments: [
            ("", "it holds no X509 CRL in PEM"),
            ("hello, is anybody there?\n", "it holds no X509 CRL in PEM"),
            ("-----BEGIN X509 CRL-----\n", "bad end line"),
            ("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", "wrong tag, nested asn1 error, ASN1 lib"),
        ]
    )
    func noList(text: String, reason: String) throws {
        #expect(try self.error(text) == self.message(reason))
    }

    @Test("A certificate is no list")
    func certificate() throws {
        #expect(try self.error(self.authority.certificate.pem()) == self.message("it holds no X509 CRL in PEM"))
    }

    @Test("A list that was cut off, also after a good one", arguments: [false, true])
    func cutOff(isAfterGood: Bool) throws {
        let good = try self.authority.list().pem()
        let text = (isAfterGood ? good : "") + good.prefix(good.count / 2)
        #expect(try self.error(text) == self.message("bad end line"))
    }

    @Test("A list of another issuer, also beside one of the authority's own", arguments: [false, true])
    func otherIssuer(isBesideOwn: Bool) throws {
        let other = try CertificateAuthority.make(.clientAuthority(of: .production)).list().pem()
        let text = (isBesideOwn ? try self.authority.list().pem() : "") + other
        let name = "CN=M2M emulator production client CA (not SCB),O=scb-m2m-emulator"
        #expect(try self.error(text) == self.message("its issuer '\(name)' is no authority of the environment"))
    }

    @Test("A list that was signed with another key in the authority's name")
    func otherKey() throws {
        let text = try CertificateAuthority.make().list().pem()
        #expect(try self.error(text) == self.message("it was not signed with the key of '\(Self.name)'"))
    }

    @Test("A list without nextUpdate")
    func noNextUpdate() throws {
        let list = try self.authority.list().withoutNextUpdate(signedBy: self.authority)
        #expect(try self.error(list) == self.message("The revocation list's nextUpdate cannot be read"))
    }

    @Test("A list of changes alone")
    func delta() throws {
        let list = try self.authority.list().asDelta(signedBy: self.authority)
        let reason = "it has the critical extension 'X509v3 Delta CRL Indicator', as a list that is not complete has"
        #expect(try self.error(list) == self.message(reason))
    }

    @Test("A folder is no list")
    func folderInPlace() throws {
        let path = self.folder.path("")
        let error = #expect(throws: RevocationListError.self) {
            try ServerFixture.trust([self.authority], lists: [path])
        }
        #expect(error?.description.hasPrefix("The revocation list '\(path)' cannot be used: ") == true)
    }

    @Test("A file that is not there has no lists, and that is a fault of its own")
    func missing() throws {
        let trust = try ServerFixture.trust([self.authority], lists: [self.folder.path("list.pem")])
        #expect(try trust.revocationLists.reload(self.folder.path("list.pem")) == [])
        #expect(trust.revocationLists.faults(at: .test) == [.missing(issuer: Self.name)])
        #expect(trust.revocationLists.files == [self.folder.path("list.pem")])
    }

    @Test("What a file holds is given back; text around the lists is let pass")
    func content() throws {
        let trust = try ServerFixture.trust([self.authority])
        let list = try self.authority.list([CertificateSerial.random(): Revocation(date: .test, reason: nil)])
        let file = try self.folder.write("list.pem", "The list of today:\n\(list.pem())and that is all.\n")
        #expect(try trust.revocationLists.reload(file) == [list.content])
        #expect(trust.revocationLists.faults(at: .test) == [])
    }
}
