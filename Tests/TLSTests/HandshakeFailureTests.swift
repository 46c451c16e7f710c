import NIOCore
import NIOEmbedded
import PKI
import TLS
import Testing

@Suite("Failures of the handshake: what the client did, and all that is known of it")
struct HandshakeFailureTests {
    private func connecting(
        _ settings: ClientSettings,
        _ change: (inout TLSServerSettings) -> Void = { _ in }
    ) throws -> TLSLink {
        try TLSLink(try ServerFixture.context(trusting: .make(), change), client: TestClient(settings))
    }

    @Test("A client that does not trust the server says so", arguments: ClientSettings.Version.allCases)
    func untrustedServer(_ version: ClientSettings.Version) throws {
        let link = try self.connecting(
            ClientSettings(version: version, serverName: "localhost", trustsNobody: true)
        )
        try link.pump()
        let alert = TLSAlert(.received, number: 48)
        #expect(link.recorder.entries == [.failure(.endedByClient(alert)), .inactive])
        let failure = try #require(link.recorder.failure)
        #expect(failure.alert == alert)
        #expect(failure.version == version.rawValue)
        #expect(failure.serverName == "localhost")
        #expect(failure.certificate.facts == nil)
        #expect(failure.time == .test)
    }

    @Test(
        "Each alert that a client may end the handshake with is told by its name",
        arguments: AlertCase.ofHandshake,
        ClientSettings.Version.allCases
    )
    func clientAlert(_ row: AlertCase, version: ClientSettings.Version) throws {
        let link = try self.connecting(ClientSettings(version: version))
        try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance()))
        try link.channel.writeInbound(ByteBuffer(bytes: [21, 3, 3, 0, 2, 2, row.number]))
        let alert = TLSAlert(.received, number: row.number)
        #expect(link.recorder.entries == [.failure(.endedByClient(alert)), .inactive])
        #expect(link.recorder.failure?.alert?.name == row.name)
        #expect(link.recorder.failure?.version == version.rawValue)
    }

    @Test(
        "No version in common",
        arguments: [(.only13, .tls12), (.only12, .tls13)] as [(TLSServerSettings.Versions, ClientSettings.Version)]
    )
    func noCommonVersion(versions: TLSServerSettings.Versions, version: ClientSettings.Version) throws {
        let link = try self.connecting(ClientSettings(version: version, serverName: "localhost")) {
            $0.versions = versions
        }
        try link.pump()
        #expect(link.recorder.entries == [.failure(.noCommonVersion), .inactive])
        #expect(link.client.alert == 70)
        let failure = try #require(link.recorder.failure)
        #expect(failure.alert == TLSAlert(.sent, number: 70))
        #expect(failure.version == nil)
    }

    @Test(
        "A client of an older version has none in common; SSL 3 knows no alert that says so",
        arguments: [(2, 70), (1, 70), (0, 40)] as [(UInt8, UInt8)]
    )
    func oldVersion(minor: UInt8, alert: UInt8) throws {
        let link = try self.connecting(ClientSettings())
        // ClientHello of TLS 1.1, 1.0 or SSL 3 with one cipher suite and nothing else.
        let body = [3, minor] + [UInt8](repeating: 7, count: 32) + [0, 0, 2, 0, 47, 1, 0]
        let message = [1, 0, 0, UInt8(body.count)] + body
        try link.channel.writeInbound(ByteBuffer(bytes: [22, 3, 1, 0, UInt8(message.count)] + message))
        #expect(link.recorder.entries == [.failure(.noCommonVersion), .inactive])
        #expect(TLSRecord.all(in: try link.takeOutbound()) == [.fatalAlert(alert)])
        #expect(link.recorder.failure?.alert == TLSAlert(.sent, number: alert))
    }

    @Test(
        "The versions of the settings are the only ones",
        arguments: [(.only13, .tls13), (.only12, .tls12), (.both, .tls12), (.both, .tls13)]
            as [(TLSServerSettings.Versions, ClientSettings.Version)]
    )
    func allowedVersion(versions: TLSServerSettings.Versions, version: ClientSettings.Version) throws {
        let link = try self.connecting(ClientSettings(version: version)) { $0.versions = versions }
        try link.pump()
        #expect(link.recorder.handshake?.version == version.rawValue)
    }

    @Test(
        "No cipher suite or signature algorithm in common",
        arguments: [
            (.tls12, "ADH-AES128-SHA256:@SECLEVEL=0", nil, "no shared cipher"),
            (.tls13, "TLS_AES_128_CCM_SHA256", nil, "no shared cipher"),
            (.tls12, nil, "ed25519", "no shared cipher"),
            (.tls13, nil, "ed25519", "no suitable signature algorithm"),
        ] as [(ClientSettings.Version, String?, String?, String)]
    )
    func nothingInCommon(
        version: ClientSettings.Version,
        cipherSuite: String?,
        algorithms: String?,
        reason: String
    ) throws {
        let settings = ClientSettings(version: version, signatureAlgorithms: algorithms, cipherSuite: cipherSuite)
        let link = try self.connecting(settings)
        try link.pump()
        #expect(link.recorder.entries == [.failure(.nothingInCommon(reason: reason)), .inactive])
        #expect(link.client.alert == 40)
        #expect(link.recorder.failure?.alert == TLSAlert(.sent, number: 40))
    }

    @Test("A message above OpenSSL's limit is no certificate that is too large")
    func tooLargeHello() throws {
        let link = try self.connecting(ClientSettings())
        try link.channel.writeInbound(ByteBuffer(bytes: [22, 3, 1, 0, 4, 1, 0xFF, 0xFF, 0xFF]))
        #expect(link.recorder.entries == [.failure(.handshake(reason: "excessive message size")), .inactive])
        #expect(link.recorder.failure?.alert == TLSAlert(.sent, number: 47))
    }

    @Test("A certificate that is no DER ends the handshake (TLS 1.2, where it can be spoilt on the way)")
    func notDER() throws {
        let credentials = try Credentials.issued(by: .make())
        let link = try self.connecting(ClientSettings(version: .tls12, credentials: credentials))
        try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance()))
        link.client.receive(try link.takeOutbound())
        var flight = link.client.advance()
        let start = try #require(flight.firstRange(of: credentials.certificates[0].der().prefix(8)))
        flight[start.lowerBound] = 0x31
        try link.channel.writeInbound(ByteBuffer(bytes: flight))
        #expect(link.recorder.failure?.certificate.facts == nil)
        #expect(link.recorder.failure?.version == "TLSv1.2")
        #expect(link.recorder.failure?.alert == TLSAlert(.sent, number: 50))
        #expect(
            link.recorder.entries == [
                .failure(.handshake(reason: "wrong tag, nested asn1 error, ASN1 lib")), .inactive,
            ]
        )
    }
}
