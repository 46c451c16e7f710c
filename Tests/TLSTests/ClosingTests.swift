import NIOCore
import NIOEmbedded
import TLS
import Testing

@Suite("Closing: close_notify both ways")
struct ClosingTests {
    @Test(
        "close_notify is sent, once, before the channel is closed",
        arguments: ClientSettings.Version.allCases,
        [CloseMode.all, .output]
    )
    func sendsCloseNotify(_ version: ClientSettings.Version, mode: CloseMode) throws {
        let link = try TLSLink.open(ClientSettings(version: version))
        try link.channel.close(mode: mode).wait()
        let ciphertext = try link.takeOutbound()
        #expect(TLSRecord.all(in: ciphertext).count == 1)
        #expect(link.edge.closings == [mode])
        link.client.receive(ciphertext)
        _ = link.client.advance()
        #expect(link.client.state == .closed)
    }

    @Test("After the output, the whole channel can be closed without another close_notify")
    func outputThenAll() throws {
        let link = try TLSLink.open()
        try link.channel.close(mode: .output).wait()
        #expect(TLSRecord.all(in: try link.takeOutbound()).count == 1)
        try link.channel.close().wait()
        #expect(try link.takeOutbound() == [])
        #expect(link.edge.closings == [.output, .all])
    }

    @Test("After the output is closed, the client is still read")
    func readsAfterOutputClosed() throws {
        let link = try TLSLink.open()
        try link.channel.close(mode: .output).wait()
        try link.client.send(Array("rest of the body".utf8))
        link.client.closeOutput()
        try link.pump()
        #expect(link.recorder.entries == [.handshake, .data, .inputClosed])
        #expect(link.recorder.received == Array("rest of the body".utf8))
    }

    @Test("Closing the input alone sends nothing")
    func input() throws {
        let link = try TLSLink.open()
        try link.channel.close(mode: .input).wait()
        #expect(try link.takeOutbound() == [])
        #expect(link.edge.closings == [.input])
    }

    @Test("Closing in the handshake sends no close_notify")
    func inHandshake() throws {
        let link = try TLSLink(try ServerFixture.context(trusting: .make()), client: TestClient(ClientSettings()))
        try link.channel.close().wait()
        #expect(try link.takeOutbound() == [])
        #expect(link.recorder.entries == [.inactive])
    }

    @Test("The client's close_notify is told once, after its data", arguments: ClientSettings.Version.allCases)
    func inboundCloseNotify(_ version: ClientSettings.Version) throws {
        let link = try TLSLink.open(ClientSettings(version: version))
        try link.client.send(Array("all".utf8))
        link.client.closeOutput()
        try link.pump()
        #expect(link.recorder.entries == [.handshake, .data, .inputClosed])
        try link.channel.writeInbound(ByteBuffer(bytes: [23, 3, 3, 0, 1, 0]))
        link.endInbound()
        #expect(link.recorder.entries == [.handshake, .data, .inputClosed])
        #expect(link.recorder.received == Array("all".utf8))
    }

    @Test("A client that has said all still gets its answer", arguments: ClientSettings.Version.allCases)
    func answerAfterCloseNotify(_ version: ClientSettings.Version) throws {
        let link = try TLSLink.open(ClientSettings(version: version))
        link.client.closeOutput()
        try link.pump()
        try link.channel.writeOutbound(ByteBuffer(string: "answer"))
        try link.channel.close().wait()
        try link.pump()
        #expect(link.client.received == Array("answer".utf8))
        #expect(link.client.state == .closed)
    }

    @Test("The end of the stream without close_notify is told once", arguments: ClientSettings.Version.allCases)
    func endWithoutCloseNotify(_ version: ClientSettings.Version) throws {
        let link = try TLSLink.open(ClientSettings(version: version))
        try link.client.send(Array("a".utf8))
        try link.pump()
        link.endInbound()
        link.endInbound()
        #expect(link.recorder.entries == [.handshake, .data, .inputClosed])
    }

    @Test("Other events pass through")
    func otherEvents() throws {
        struct Other {}
        final class Watch: ChannelInboundHandler {
            typealias InboundIn = Any
            var count = 0
            func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
                if event is Other { self.count += 1 }
            }
        }
        let link = try TLSLink.open()
        let watch = Watch()
        try link.channel.pipeline.syncOperations.addHandler(watch)
        link.channel.pipeline.fireUserInboundEventTriggered(Other())
        #expect(watch.count == 1)
    }
}
