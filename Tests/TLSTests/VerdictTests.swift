import Domain
import Foundation
import PKI
import TLS
import Testing

@Suite("Verdict: the handshake completes whatever the certificate is, and says what is wrong with it")
struct VerdictTests {
    @Test("The verdict on each certificate", arguments: VerdictCase.all, ClientSettings.Version.allCases)
    func verdict(_ row: VerdictCase, version: ClientSettings.Version) throws {
        let (link, facts) = try row.link(version, .explain)
        #expect(link.client.state == .open)
        #expect(link.recorder.entries == [.handshake])
        let certificate = try #require(link.recorder.handshake?.certificate)
        #expect(certificate.facts == facts)
        let refusal = certificate.refusal(at: .test)
        #expect(refusal == row.refusal(facts))
        #expect(refusal.map(RefusalAnswer.init) == row.refusal(facts).map(RefusalAnswer.expected))
    }

    @Test("No certificate", arguments: ClientSettings.Version.allCases)
    func none(_ version: ClientSettings.Version) throws {
        let link = try TLSLink.open(ClientSettings(version: version))
        #expect(link.client.state == .open)
        let handshake = try #require(link.recorder.handshake)
        #expect(handshake.certificate.facts == nil)
        #expect(link.recorder.handshake?.certificate.refusal(at: .test) == .missing)
    }

    @Test("A serial number above 20 bytes makes a certificate unreadable")
    func unreadable() throws {
        let authority = try CertificateAuthority.make()
        let serial = "01" + String(repeating: "ab", count: 20)
        let forged = try Credentials.issued(by: authority).forged(serial: serial, signedBy: authority)
        let context = try ServerFixture.context(trusting: authority)
        let link = try TLSLink.open(context, ClientSettings(forged: forged))
        #expect(link.client.state == .open)
        #expect(link.recorder.handshake?.certificate.facts == nil)
        let reason = "The certificate's serial number is \(serial); 0 up to 20 bytes are allowed."
        #expect(link.recorder.handshake?.certificate.refusal(at: .test) == .unreadable(reason: reason))
    }

    @Test("A serial number above 20 bytes makes an intermediate unusable, in words that read as a sentence")
    func unreadableIntermediate() throws {
        let root = try CertificateAuthority.make(.root)
        let intermediate = try root.makeIntermediate()
        let credentials = try Credentials.issued(by: intermediate)
        let serial = "01" + String(repeating: "ab", count: 20)
        let forged = try Credentials(certificates: [intermediate.certificate], key: intermediate.key)
            .forged(serial: serial, signedBy: root)
        let link = try TLSLink.open(
            try ServerFixture.context(trusting: root),
            ClientSettings(credentials: credentials, forgedIntermediate: forged)
        )
        let refusal = try #require(link.recorder.handshake?.certificate.refusal(at: .test))
        let reason = "The certificate's serial number is \(serial); 0 up to 20 bytes are allowed"
        #expect(refusal == .invalid(credentials.facts, reason: reason))
        #expect(Problem.certificateRefused(refusal, environment: .test).detail.hasSuffix("verify: \(reason)."))
    }

    @Test("A chain of 100 kB passes", arguments: ClientSettings.Version.allCases)
    func largeChain(_ version: ClientSettings.Version) throws {
        let authority = try CertificateAuthority.make()
        let credentials = try Credentials.padded(to: 100_000, by: authority)
        let context = try ServerFixture.context(trusting: authority)
        let link = try TLSLink.open(context, ClientSettings(version: version, credentials: credentials))
        #expect(link.client.state == .open)
        #expect(link.recorder.handshake?.certificate.refusal(at: .test) == nil)
    }

    @Test(
        "A chain above the limit of the settings ends the handshake, one within it does not",
        arguments: ClientSettings.Version.allCases,
        [(nil, 130_000), (nil, 101_000), (4_000, 5_500), (4_000, 3_000)] as [(Int?, Int)]
    )
    func limitedChain(_ version: ClientSettings.Version, row: (limit: Int?, count: Int)) throws {
        let authority = try CertificateAuthority.make()
        let credentials = try Credentials.padded(to: row.count, by: authority)
        let context = try ServerFixture.context(trusting: authority) { settings in
            settings.clientCertificateBytes = row.limit ?? settings.clientCertificateBytes
        }
        let link = try TLSLink.open(context, ClientSettings(version: version, credentials: credentials))
        let limit = row.limit ?? 102_400
        guard row.count > limit else { return #expect(link.client.state == .open) }
        #expect(link.recorder.entries == [.failure(.chainTooLarge(limit: limit)), .inactive])
        #expect(link.client.alert == 47)
        #expect(link.recorder.failure?.alert == TLSAlert(.sent, number: 47))
        #expect(link.recorder.failure?.version == version.rawValue)
    }
}

extension PresentedCertificate {
    /// Why the certificate is not accepted at `now`; `nil` when it is.
    func refusal(at now: Date) -> CertificateRefusal? {
        do throws(CertificateRefusal) {
            _ = try self.identity(at: now)
            return nil
        } catch {
            return error
        }
    }
}
