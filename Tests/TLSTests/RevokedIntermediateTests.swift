import Domain
import Foundation
import PKI
import TLS
import Testing

@Suite("Revocation: an intermediate between the certificate and the authority")
struct RevokedIntermediateTests {
    private let folder: TemporaryFolder
    private let root: CertificateAuthority
    private let intermediate: CertificateAuthority
    private let credentials: Credentials
    private let entry = Revocation(date: .test - 60, reason: .cACompromise)

    init() throws {
        self.folder = try TemporaryFolder()
        self.root = try .make(.root)
        self.intermediate = try self.root.makeIntermediate()
        self.credentials = try .issued(by: self.intermediate, with: [self.intermediate.certificate])
    }

    private func refusal(
        _ authorities: [CertificateAuthority],
        _ lists: [SignedRevocationList],
        requiresLists: Bool
    ) throws -> CertificateRefusal? {
        let file = try self.folder.write("list.pem", lists.map { try $0.pem() }.joined())
        let trust = try ServerFixture.trust(authorities, lists: [file], requiresLists: requiresLists)
        return try ServerFixture.presented(self.credentials, to: trust).refusal(at: .test)
    }

    private var invalid: CertificateRefusal {
        let reason = "certificate revoked (in the certificate 1 above it)"
        return .invalid(self.credentials.facts, at: .revocation, reason: reason)
    }

    private func rootList() throws -> SignedRevocationList {
        try self.root.list([self.intermediate.certificate.facts.serial: self.entry])
    }

    @Test("An intermediate that is revoked takes its certificates with it", arguments: [true, false])
    func revoked(requiresLists: Bool) throws {
        let lists = [try self.rootList(), try self.intermediate.list()]
        let found = try self.refusal([self.root, self.intermediate], lists, requiresLists: requiresLists)
        #expect(found == self.invalid)
    }

    @Test("It does so although nobody knows whether it revoked the certificate", arguments: [true, false])
    func unknownBelow(requiresLists: Bool) throws {
        let found = try self.refusal([self.root], [self.rootList()], requiresLists: requiresLists)
        #expect(found == self.invalid)
    }

    @Test("A certificate on the intermediate's own list is revoked")
    func leaf() throws {
        let lists = [try self.root.list(), try self.intermediate.list([self.credentials.facts.serial: self.entry])]
        let found = try self.refusal([self.root, self.intermediate], lists, requiresLists: true)
        #expect(found == .revoked(self.credentials.facts, self.entry))
    }

    @Test("The root's list alone does not do where lists are required")
    func missing() throws {
        let missing = RevocationListFault.missing(issuer: self.intermediate.certificate.facts.subject)
        let found = try self.refusal([self.root], [self.root.list()], requiresLists: true)
        #expect(found == .revocationUnknown(self.credentials.facts, missing))
        #expect(try self.refusal([self.root], [self.root.list()], requiresLists: false) == nil)
    }

    @Test("Nor does the intermediate's alone")
    func missingAbove() throws {
        let missing = RevocationListFault.missing(issuer: self.root.certificate.facts.subject)
        let authorities = [self.root, self.intermediate]
        let found = try self.refusal(authorities, [self.intermediate.list()], requiresLists: true)
        #expect(found == .revocationUnknown(self.credentials.facts, missing))
    }

    @Test("Both lists together do")
    func good() throws {
        let lists = [try self.root.list(), try self.intermediate.list()]
        #expect(try self.refusal([self.root, self.intermediate], lists, requiresLists: true) == nil)
    }
}
