import Domain
import PKI
import TLS
import Testing

@Suite("Chains that were verified before: the answer is the same, and of no other chain")
struct VerifiedChainTests {
    private let root: CertificateAuthority
    private let trust: ClientTrust
    private let context: TLSServerContext

    init() throws {
        self.root = try .make(.root)
        self.trust = try ServerFixture.trust([self.root])
        self.context = try ServerFixture.context(self.trust)
    }

    private func presented(_ credentials: Credentials) throws -> PresentedCertificate {
        let link = try TLSLink.open(self.context, ClientSettings(credentials: credentials))
        return try #require(link.recorder.handshake?.certificate)
    }

    @Test("The same chain twice", arguments: VerdictCase.all.filter { $0.list == nil && !$0.isOfOther })
    func twice(_ row: VerdictCase) throws {
        let authority = try CertificateAuthority.make(row.authority)
        let credentials = try row.credentials(authority)
        let trust = try ServerFixture.trust([authority])
        let verdicts = try (0..<2).map { _ in
            let presented = try ServerFixture.presented(credentials, to: trust)
            return presented.verdict(presented.refusal(at: .test), at: .test)
        }
        #expect(verdicts[0] == verdicts[1])
        #expect(verdicts[0].refusal?.facts == row.refusal(credentials.facts)?.facts)
    }

    @Test("Another certificate with the same serial number is judged for itself", arguments: [true, false])
    func sameSerial(isGoodFirst: Bool) throws {
        let good = try Credentials.issued(by: self.root)
        let bad = try Credentials.issued(by: self.root) {
            $0.serial = good.facts.serial
            $0.extendedKeyUsage = [.serverAuth]
        }
        for credentials in isGoodFirst ? [good, bad, good] : [bad, good, bad] {
            let isGood = credentials.facts == good.facts
            let presented = try self.presented(credentials)
            #expect(presented.facts == credentials.facts)
            #expect(presented.refusal(at: .test) == (isGood ? nil : .wrongUsage(bad.facts)))
        }
    }

    @Test("The same certificate with other intermediates is judged for itself", arguments: [true, false])
    func otherIntermediates(isGoodFirst: Bool) throws {
        let intermediate = try self.root.makeIntermediate()
        let good = try Credentials.issued(by: intermediate, with: [intermediate.certificate])
        let alone = Credentials(certificates: [good.certificates[0]], key: good.key)
        let stranger = try CertificateAuthority.make().certificate
        let astray = Credentials(certificates: [good.certificates[0], stranger], key: good.key)
        for credentials in isGoodFirst ? [good, alone, astray, good] : [alone, astray, good, alone] {
            let isGood = credentials.certificates.last?.facts == intermediate.certificate.facts
            let refusal = try self.presented(credentials).refusal(at: .test)
            #expect(refusal == (isGood ? nil : .untrusted(good.facts, .unknown)))
        }
    }

    @Test("More chains than are kept")
    func many() throws {
        let leaf = try Credentials.issued(by: self.root)
        let stranger = try Credentials.issued(by: .make())
        let others = try (0..<20).map { _ in try CertificateAuthority.make().certificate }
        // 20 × 20 chains of one leaf, each with two strangers' certificates sent along.
        for first in others {
            for second in others where second !== first {
                let credentials = Credentials(certificates: leaf.certificates + [first, second], key: leaf.key)
                #expect(try self.presented(credentials).refusal(at: .test) == nil)
            }
        }
        #expect(try self.presented(leaf).refusal(at: .test) == nil)
        #expect(try self.presented(stranger).refusal(at: .test) == .untrusted(stranger.facts, .sameName))
    }
}
