import Domain
import Foundation
import PKI
import TLS
import Testing

@Suite("Verdict: the handshake completes whatever the certificate is, and says what is wrong with it")
struct VerdictTests {
    @Test("The verdict on each certificate", arguments: VerdictCase.all, ClientSettings.Version.allCases)
    func verdict(_ row: VerdictCase, version: ClientSettings.Version) throws {
        let authority = try CertificateAuthority.make(row.authority)
        let credentials = try row.credentials(authority)
        let context = try ServerFixture.context(trusting: authority)
        let link = try TLSLink.open(context, ClientSettings(version: version, credentials: credentials))
        #expect(link.client.state == .open)
        #expect(link.recorder.entries == [.handshake])
        let certificate = try #require(link.recorder.handshake?.certificate)
        #expect(certificate.facts == credentials.facts)
        #expect(certificate.refusal(at: .test) == row.refusal(credentials.facts))
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

    @Test("A chain of 100 kB passes", arguments: ClientSettings.Version.allCases)
    func largeChain(_ version: ClientSettings.Version) throws {
        let authority = try CertificateAuthority.make()
        let credentials = try Credentials.padded(to: 100_000, by: authority)
        let context = try ServerFixture.context(trusting: authority)
        let link = try TLSLink.open(context, ClientSettings(version: version, credentials: credentials))
        #expect(link.client.state == .open)
        #expect(link.recorder.handshake?.certificate.refusal(at: .test) == nil)
    }

    @Test("A chain above OpenSSL's limit ends the handshake", arguments: ClientSettings.Version.allCases)
    func tooLargeChain(_ version: ClientSettings.Version) throws {
        let authority = try CertificateAuthority.make()
        let credentials = try Credentials.padded(to: 130_000, by: authority)
        let context = try ServerFixture.context(trusting: authority)
        let link = try TLSLink.open(context, ClientSettings(version: version, credentials: credentials))
        #expect(link.recorder.entries == [.failure(.chainTooLarge(limit: 102_400)), .inactive])
        #expect(link.client.state == .failed(["sslv3 alert illegal parameter"]))
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
