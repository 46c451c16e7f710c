import NIOCore
import TLS
import Testing

@Suite("Promises of writes")
struct PendingWriteTests {
    private func connecting() throws -> TLSLink {
        try TLSLink(try ServerFixture.context(trusting: .make()), client: TestClient(ClientSettings()))
    }

    @Test("A write before the handshake is kept until it completes, then sent", arguments: [true, false])
    func beforeHandshake(isFlushed: Bool) throws {
        let link = try self.connecting()
        let written = [link.write("a"), link.write("b")].map(Outcome.init)
        if isFlushed { link.channel.flush() }
        #expect(try link.takeOutbound() == [])
        #expect(written.map(\.text) == ["none", "none"])
        try link.pump()
        #expect(link.client.received == Array("ab".utf8))
        #expect(written.map(\.text) == ["success", "success"])
    }

    @Test("A write is promised once it is flushed, not before")
    func untilFlush() throws {
        let link = try TLSLink.open()
        let written = Outcome(link.write("a"))
        #expect(written.text == "none")
        link.channel.flush()
        #expect(written.text == "success")
    }

    @Test("A write of nothing is promised at the flush too")
    func empty() throws {
        let link = try TLSLink.open()
        let written = Outcome(link.write(""))
        link.channel.flush()
        #expect(written.text == "success")
    }

    @Test("A write that was never flushed fails when the channel closes")
    func closedBeforeHandshake() throws {
        let link = try self.connecting()
        let written = [link.write("a"), link.write("b")].map(Outcome.init)
        try link.channel.close().wait()
        #expect(written.map(\.text) == Array(repeating: "\(ChannelError.ioOnClosedChannel)", count: 2))
        #expect(try link.takeOutbound() == [])
    }

    @Test("A write that waits for the handshake fails with the handshake")
    func failedHandshake() throws {
        let link = try self.connecting()
        let written = Outcome(link.write("a"))
        link.endInbound()
        #expect(written.text.hasPrefix("The client connected and closed the connection without a word."))
    }

    @Test("A write that was not flushed is sent before the channel closes", arguments: [CloseMode.all, .output])
    func closedBeforeFlush(_ mode: CloseMode) throws {
        let link = try TLSLink.open()
        let written = Outcome(link.write("last"))
        try link.channel.close(mode: mode).wait()
        #expect(written.text == "success")
        link.client.receive(try link.takeOutbound())
        _ = link.client.advance()
        #expect(link.client.received == Array("last".utf8))
        #expect(link.client.state == .closed)
    }

    @Test("A write after the output was closed fails at once")
    func afterClose() throws {
        let link = try TLSLink.open()
        try link.channel.close(mode: .output).wait()
        _ = try link.takeOutbound()
        let written = Outcome(link.write("late"))
        link.channel.flush()
        #expect(written.text == "\(ChannelError.outputClosed)")
        #expect(try link.takeOutbound() == [])
    }
}
