import Domain
import PKI
import TLS
import Testing

@Suite("A certificate without the proof that its key is the client's own")
struct KeyProofTests {
    @Test(
        "ends the handshake, be the certificate good or refused",
        arguments: ClientSettings.Version.allCases,
        [TLSServerSettings.Refusal.explain, .reject]
    )
    func keyNotProven(_ version: ClientSettings.Version, refusal: TLSServerSettings.Refusal) throws {
        let authority = try CertificateAuthority.make()
        let credentials = try Credentials.issued(by: authority)
        let context = try ServerFixture.context(trusting: authority) { $0.refusal = refusal }
        let settings = ClientSettings(
            version: version,
            credentials: credentials,
            serverName: "localhost",
            hasOtherKey: true
        )
        let link = try TLSLink.open(context, settings)
        #expect(link.recorder.entries == [.failure(.keyNotProven), .inactive])
        // decrypt_error
        #expect(link.client.alert == 51)
        let failure = try #require(link.recorder.failure)
        #expect(failure.alert == TLSAlert(.sent, number: 51))
        #expect(failure.version == version.rawValue)
        #expect(failure.serverName == "localhost")
        #expect(failure.certificate.facts == credentials.facts)
        #expect(failure.time == .test)
    }

    @Test("A certificate that is refused anyway is refused first", arguments: ClientSettings.Version.allCases)
    func refusedFirst(_ version: ClientSettings.Version) throws {
        let credentials = try Credentials.issued(by: .make())
        let context = try ServerFixture.context(trusting: .make()) { $0.refusal = .reject }
        let settings = ClientSettings(version: version, credentials: credentials, hasOtherKey: true)
        let link = try TLSLink.open(context, settings)
        let refusal = CertificateRefusal.untrusted(credentials.facts, .sameName)
        #expect(link.recorder.entries == [.failure(.certificateRejected(refusal, .test)), .inactive])
    }
}
