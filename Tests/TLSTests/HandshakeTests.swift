import Domain
import PKI
import TLS
import Testing

@Suite("Handshake")
struct HandshakeTests {
    private let authority: CertificateAuthority
    private let context: TLSServerContext

    init() throws {
        self.authority = try .make()
        self.context = try ServerFixture.context(trusting: self.authority)
    }

    @Test(
        "A client with a good certificate is known by it",
        arguments: ClientSettings.Version.allCases,
        [.rsa2048, .p256, .p384] as [KeyType]
    )
    func goodCertificate(_ version: ClientSettings.Version, keyType: KeyType) throws {
        let credentials = try Credentials.issued(by: self.authority, key: keyType)
        let link = try TLSLink.open(self.context, ClientSettings(version: version, credentials: credentials))
        #expect(link.client.state == .open)
        #expect(link.client.version == version.rawValue)
        #expect(link.recorder.entries == [.handshake])
        #expect(link.recorder.handshake?.version == version.rawValue)
        #expect(link.recorder.handshake?.certificate.facts == credentials.facts)
        #expect(try link.recorder.handshake?.certificate.identity(at: .test).certificate == credentials.facts)
    }

    @Test("TLS 1.3 is chosen when the client speaks both")
    func newestVersion() throws {
        let link = try TLSLink.open(self.context)
        #expect(link.recorder.handshake?.version == "TLSv1.3")
    }

    @Test("Byte by byte it is the same handshake", arguments: ClientSettings.Version.allCases)
    func byteByByte(_ version: ClientSettings.Version) throws {
        let credentials = try Credentials.issued(by: self.authority, key: .rsa2048)
        let client = try TestClient(ClientSettings(version: version, credentials: credentials))
        let link = try TLSLink(self.context, client: client)
        try link.pump(chunk: 1)
        #expect(client.state == .open)
        #expect(link.recorder.entries == [.handshake])
        #expect(link.recorder.handshake?.certificate.facts == credentials.facts)
    }

    @Test(
        "The name that the client asked for is recorded and changes nothing",
        arguments: ["localhost", "other.example"]
    )
    func serverName(_ name: String) throws {
        let link = try TLSLink.open(self.context, ClientSettings(serverName: name))
        #expect(link.recorder.handshake?.serverName == name)
        #expect(link.client.state == .open)
    }

    @Test("A client that asks for no name is served too")
    func noServerName() throws {
        let link = try TLSLink.open(self.context)
        #expect(link.recorder.handshake.map { $0.serverName == nil } == true)
    }

    @Test(
        "The request names no authorities unless told to, so that no client withholds its certificate",
        arguments: ClientSettings.Version.allCases,
        [false, true]
    )
    func authorityNames(_ version: ClientSettings.Version, sendsNames: Bool) throws {
        let context = try ServerFixture.context(trusting: self.authority) { $0.sendsAuthorityNames = sendsNames }
        let credentials = try Credentials.issued(by: self.authority)
        let link = try TLSLink.open(context, ClientSettings(version: version, credentials: credentials))
        #expect(link.client.authorityNames == (sendsNames ? 1 : 0))
    }

    @Test("Nothing can be resumed: every handshake is a full one", arguments: ClientSettings.Version.allCases)
    func resumption(_ version: ClientSettings.Version) throws {
        let settings = ClientSettings(version: version, credentials: try .issued(by: self.authority))
        let first = try TLSLink.open(self.context, settings)
        let session = try #require(first.client.session)
        #expect(!session.isResumable)
        #expect(!session.hasTicket)
        let second = try TLSLink(self.context, client: TestClient(settings, resuming: session))
        try second.pump()
        #expect(second.client.state == .open)
        #expect(!second.client.isResumed)
        #expect(second.recorder.handshake?.certificate.facts == settings.credentials?.facts)
    }

    @Test("Another handshake on an open connection is refused, and the client is told at once")
    func renegotiation() throws {
        let link = try TLSLink.open(self.context, ClientSettings(version: .tls12))
        try link.client.renegotiate()
        try link.pump()
        #expect(link.client.state == .failed(["no renegotiation"]))
        #expect(link.recorder.entries.filter { $0 == .handshake }.count == 1)
    }
}
