import NIOCore
import TLS

/// Stands where HTTP would and keeps what TLS passes on.
final class PipelineRecorder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    enum Entry: Equatable {
        case handshake
        /// Plaintext, in one read or several.
        case data
        case inputClosed
        case failure(TLSFailureCause)
        case inactive
    }

    private(set) var entries: [Entry] = []
    private(set) var handshake: TLSHandshake?
    private(set) var failure: TLSFailure?
    /// All plaintext.
    private(set) var received: [UInt8] = []

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.received += Self.unwrapInboundIn(data).readableBytesView
        if self.entries.last != .data { self.entries.append(.data) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let handshake as TLSHandshake:
            self.handshake = handshake
            self.entries.append(.handshake)
        case ChannelEvent.inputClosed: self.entries.append(.inputClosed)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let failure = error as? TLSFailure else { return context.fireErrorCaught(error) }
        self.failure = failure
        self.entries.append(.failure(failure.cause))
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.entries.append(.inactive)
        context.fireChannelInactive()
    }
}

/// Stands where the socket would: the embedded channel knows no half-closure, so that of the output ends here.
final class NetworkEdge: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    /// Whether closing takes so long that the test never sees its end.
    var holdsClose = false
    private(set) var closings: [CloseMode] = []
    /// How many times somebody asked for more of the client's bytes.
    private(set) var reads = 0
    /// How many user events came so far.
    private(set) var events = 0

    func read(context: ChannelHandlerContext) {
        self.reads += 1
        context.read()
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        self.events += 1
        promise?.succeed()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        self.closings.append(mode)
        if mode == .all, !self.holdsClose { context.close(mode: .all, promise: promise) } else { promise?.succeed() }
    }
}
