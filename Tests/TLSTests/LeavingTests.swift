import NIOCore
import NIOEmbedded
import TLS
import Testing

@Suite("Clients that leave in the handshake")
struct LeavingTests {
    private func connecting() throws -> TLSLink {
        try TLSLink(try ServerFixture.context(trusting: .make()), client: TestClient(ClientSettings()))
    }

    @Test("At the end of the stream", arguments: [0, 1, 50])
    func endOfStream(bytesSent: Int) throws {
        let link = try self.connecting()
        if bytesSent > 0 {
            try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance().prefix(bytesSent)))
        }
        link.endInbound()
        #expect(link.recorder.entries == [.failure(.closedByClient(isUnused: bytesSent == 0)), .inactive])
        #expect(link.recorder.failure.map { $0.alert == nil && $0.version == nil } == true)
        #expect(try link.takeOutbound() == [])
    }

    @Test("When the connection is reset, which knows no end of the stream", arguments: [0, 1, 50])
    func inactive(bytesSent: Int) throws {
        let link = try self.connecting()
        if bytesSent > 0 {
            try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance().prefix(bytesSent)))
        }
        link.channel.pipeline.fireChannelInactive()
        #expect(link.recorder.entries == [.failure(.closedByClient(isUnused: bytesSent == 0)), .inactive])
    }

    @Test("After the server's flight: the version is known by then", arguments: ClientSettings.Version.allCases)
    func afterServerHello(_ version: ClientSettings.Version) throws {
        let link = try TLSLink(
            try ServerFixture.context(trusting: .make()),
            client: TestClient(ClientSettings(version: version, serverName: "localhost"))
        )
        try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance()))
        link.endInbound()
        #expect(link.recorder.entries == [.failure(.closedByClient(isUnused: false)), .inactive])
        #expect(link.recorder.failure?.version == version.rawValue)
        #expect(link.recorder.failure?.serverName == "localhost")
    }

    @Test("Or stall after the server's flight", arguments: ClientSettings.Version.allCases)
    func stalls(_ version: ClientSettings.Version) throws {
        let link = try TLSLink(
            try ServerFixture.context(trusting: .make()),
            client: TestClient(ClientSettings(version: version, serverName: "localhost")),
            handshakeLimit: .milliseconds(250)
        )
        try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance()))
        link.channel.embeddedEventLoop.advanceTime(by: .milliseconds(250))
        #expect(link.recorder.entries == [.failure(.timeout(limit: "250 ms")), .inactive])
        #expect(link.recorder.failure?.version == version.rawValue)
        #expect(link.recorder.failure?.serverName == "localhost")
        #expect(link.recorder.failure.map { $0.alert == nil } == true)
    }

    @Test("With close_notify", arguments: ClientSettings.Version.allCases)
    func closeNotify(_ version: ClientSettings.Version) throws {
        let link = try TLSLink(
            try ServerFixture.context(trusting: .make()),
            client: TestClient(ClientSettings(version: version))
        )
        try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance()))
        try link.channel.writeInbound(ByteBuffer(bytes: [21, 3, 3, 0, 2, 1, 0]))
        #expect(link.recorder.entries == [.failure(.closedByClient(isUnused: false)), .inactive])
    }

    @Test("With user_canceled and close_notify, as Java does", arguments: ClientSettings.Version.allCases)
    func userCanceled(_ version: ClientSettings.Version) throws {
        let link = try TLSLink(
            try ServerFixture.context(trusting: .make()),
            client: TestClient(ClientSettings(version: version))
        )
        try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance()))
        try link.channel.writeInbound(ByteBuffer(bytes: [21, 3, 3, 0, 2, 1, 90]))
        try link.channel.writeInbound(ByteBuffer(bytes: [21, 3, 3, 0, 2, 1, 0]))
        let alert = TLSAlert(.received, number: 90)
        #expect(link.recorder.entries == [.failure(.endedByClient(alert)), .inactive])
    }

    @Test("An alert after the handshake ends the connection", arguments: ClientSettings.Version.allCases)
    func alertAfterHandshake(_ version: ClientSettings.Version) throws {
        let link = try TLSLink.open(ClientSettings(version: version))
        try link.channel.writeOutbound(ByteBuffer(string: "a"))
        var record = try link.takeOutbound()
        record[record.count - 1] ^= 1
        link.client.receive(record)
        try link.pump()
        let alert = TLSAlert(.received, number: 20)
        #expect(link.recorder.entries.map(\.isRecordFailure) == [false, true, false])
        #expect(link.recorder.failure?.alert == alert)
    }
}

extension PipelineRecorder.Entry {
    fileprivate var isRecordFailure: Bool {
        if case .failure(.record) = self { true } else { false }
    }
}
