import Domain
import PKI
import TLS
import Testing

@Suite("Rejection: the handshake fails with the alert that fits, and all that is known is told")
struct RejectionTests {
    @Test("The alert for each certificate", arguments: VerdictCase.all, ClientSettings.Version.allCases)
    func rejection(_ row: VerdictCase, version: ClientSettings.Version) throws {
        let (link, facts) = try row.link(version, .reject)
        guard let refusal = row.refusal(facts) else {
            #expect(link.client.state == .open)
            #expect(link.recorder.entries == [.handshake])
            #expect(link.recorder.handshake?.certificate.facts == facts)
            return
        }
        try self.expect(link, refusal, version)
        let failure = try #require(link.recorder.failure)
        #expect(failure.certificate.facts == facts)
        #expect(failure.serverName == "localhost")
        #expect(failure.certificate.verdict(refusal, at: failure.time).refusal == refusal)
    }

    @Test("The alert for no certificate", arguments: ClientSettings.Version.allCases)
    func missing(_ version: ClientSettings.Version) throws {
        let context = try ServerFixture.context(trusting: .make()) { $0.refusal = .reject }
        let link = try TLSLink.open(context, ClientSettings(version: version))
        try self.expect(link, .missing, version)
        #expect(link.recorder.failure?.certificate.refusal(at: .test) == .missing)
        #expect(link.recorder.failure.map { $0.serverName == nil } == true)
    }

    @Test("The alert for a certificate that cannot be read", arguments: ClientSettings.Version.allCases)
    func unreadable(_ version: ClientSettings.Version) throws {
        let authority = try CertificateAuthority.make()
        let serial = "01" + String(repeating: "ab", count: 20)
        let forged = try Credentials.issued(by: authority).forged(serial: serial, signedBy: authority)
        let context = try ServerFixture.context(trusting: authority) { $0.refusal = .reject }
        let link = try TLSLink.open(context, ClientSettings(version: version, forged: forged))
        let reason = "The certificate's serial number is \(serial); 0 up to 20 bytes are allowed."
        try self.expect(link, .unreadable(reason: reason), version)
        #expect(link.recorder.failure.map { $0.certificate.facts == nil } == true)
    }

    private func expect(_ link: TLSLink, _ refusal: CertificateRefusal, _ version: ClientSettings.Version) throws {
        let alert = try #require(RefusalAnswer.alert(refusal, version))
        #expect(link.client.alert == alert)
        #expect(link.recorder.entries == [.failure(.certificateRejected(refusal, .test)), .inactive])
        let failure = try #require(link.recorder.failure)
        #expect(failure.version == version.rawValue)
        #expect(failure.alert == TLSAlert(.sent, number: alert))
        #expect(failure.time == .test)
        let problem = Problem.certificateRefused(refusal, environment: .test)
        #expect(failure.description == "The TLS handshake was refused. \(problem.detail) \(problem.hint)")
    }
}
