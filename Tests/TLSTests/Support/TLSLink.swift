import NIOCore
import NIOEmbedded
import PKI
import TLS

/// A client and a server's channel back to back, without sockets or threads; bytes move when ``pump(chunk:)`` is
/// called.
final class TLSLink {
    let channel: EmbeddedChannel
    let client: TestClient
    let edge = NetworkEdge()
    let recorder = PipelineRecorder()

    init(
        _ context: TLSServerContext,
        client: TestClient,
        handshakeLimit: TimeAmount = .seconds(10)
    ) throws {
        self.client = client
        self.channel = EmbeddedChannel()
        try self.channel.pipeline.syncOperations.addHandlers([
            self.edge, TLSServerHandler(context: context, handshakeLimit: handshakeLimit), self.recorder,
        ])
        try self.channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    deinit {
        // The deadline's closure would keep the channel alive.
        _ = try? self.channel.finish(acceptAlreadyClosed: true)
    }

    /// Links a client with these settings to the server and completes the handshake.
    static func open(_ context: TLSServerContext, _ settings: ClientSettings = ClientSettings()) throws -> TLSLink {
        let link = try TLSLink(context, client: TestClient(settings))
        try link.pump()
        return link
    }

    /// Links a client to a server that trusts nobody in particular.
    static func open(_ settings: ClientSettings = ClientSettings()) throws -> TLSLink {
        try self.open(try ServerFixture.context(trusting: .make()), settings)
    }

    /// Carries bytes both ways until both sides are silent.
    ///
    /// - Parameter chunk: how many bytes either side gets at a time.
    func pump(chunk: Int = .max) throws {
        while true {
            let toServer = self.client.advance()
            for piece in toServer.pieces(of: chunk) { try self.channel.writeInbound(ByteBuffer(bytes: piece)) }
            let toClient = try self.takeOutbound()
            for piece in toClient.pieces(of: chunk) { self.client.receive(piece) }
            if toServer.isEmpty, toClient.isEmpty { return }
        }
    }

    /// What the server has sent and nobody has taken yet.
    func takeOutbound() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let buffer = try self.channel.readOutbound(as: ByteBuffer.self) { bytes += buffer.readableBytesView }
        return bytes
    }

    /// The end of the TCP stream, as a channel with half-closure tells it.
    func endInbound() {
        self.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    }

    /// Has the application break the connection.
    func trigger(_ way: TLSBreak) -> EventLoopFuture<Void> { self.channel.triggerUserOutboundEvent(way) }

    func write(_ text: String) -> EventLoopFuture<Void> {
        let promise = self.channel.eventLoop.makePromise(of: Void.self)
        self.channel.write(ByteBuffer(string: text), promise: promise)
        return promise.futureResult
    }
}

extension [UInt8] {
    fileprivate func pieces(of count: Int) -> [[UInt8]] {
        guard count < self.count else { return self.isEmpty ? [] : [self] }
        return stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
    }
}
