public import NIOCore

/// The server's TLS as a channel handler over the system's libssl: ciphertext on the network's side, plaintext on the
/// other. Writes are coalesced until flush, so that an answer is one record.
public final class TLSServerHandler: ChannelDuplexHandler {
    public typealias InboundIn = ByteBuffer
    public typealias InboundOut = ByteBuffer
    public typealias OutboundIn = ByteBuffer
    public typealias OutboundOut = ByteBuffer

    enum Phase: Equatable {
        case handshaking
        case open
        /// close_notify is sent; the peer may still send.
        case outputClosed
        /// A broken record was the last word; what comes is read for the client's alert alone.
        case broken(BrokenRecord)
        /// The last word is sent to a client that may still be sending; what comes is read over.
        case lingering
        case closed
    }

    /// How long a client has to read the last word, machine time.
    static let lingerLimit = TimeAmount.seconds(2)

    let connection: TLSConnection
    private let handshakeLimit: TimeAmount
    var phase = Phase.handshaking
    /// Of the handshake, later of the lingering.
    var deadline: Scheduled<Void>?
    private var isInputClosed = false
    private var pending = ByteBuffer()
    private var pendingPromise: EventLoopPromise<Void>?

    /// - Parameter handshakeLimit: machine time that a client has from connecting to the end of the handshake.
    public init(context: TLSServerContext, handshakeLimit: TimeAmount) {
        self.connection = TLSConnection(context: context)
        self.handshakeLimit = handshakeLimit
    }

    public func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        self.deadline = context.eventLoop.scheduleTask(in: self.handshakeLimit) {
            let (handler, context) = bound.value
            handler.fail(.timeout(limit: handler.handshakeLimit.text), context: context)
        }
    }

    public func handlerRemoved(context: ChannelHandlerContext) {
        self.deadline?.cancel()
    }

    public func channelInactive(context: ChannelHandlerContext) {
        self.deadline?.cancel()
        if self.phase == .handshaking { context.fireErrorCaught(self.connection.closedByClient()) }
        self.tellAnswer(context: context)
        self.phase = .closed
        self.failPending(ChannelError.ioOnClosedChannel)
        context.fireChannelInactive()
    }

    // MARK: From the network

    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // After close_notify nothing counts any more (RFC 8446, 6.1), and nobody would take it out of the buffer.
        guard self.phase != .closed, self.phase != .lingering, !self.isInputClosed else { return }
        self.connection.receive(Self.unwrapInboundIn(data))
        switch self.phase {
        case .handshaking:
            self.advanceHandshake(context: context)
            if self.phase == .open { self.readPlaintext(context: context) }
        case .open, .outputClosed: self.readPlaintext(context: context)
        case .broken: self.readAnswer(context: context)
        case .lingering, .closed: break
        }
    }

    public func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        self.readOn(context: context)
    }

    public func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let event = event as? ChannelEvent, event == .inputClosed else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        self.connection.closeInbound()
        switch self.phase {
        case .handshaking: self.fail(self.connection.closedByClient(), context: context)
        case .open, .outputClosed: self.closeInput(context: context)
        case .broken, .lingering: self.endLingering(context: context)
        case .closed: break
        }
    }

    private func advanceHandshake(context: ChannelHandlerContext) {
        switch self.connection.advanceHandshake() {
        case .needsMore:
            self.send(context: context)
        case .completed(let handshake):
            self.deadline?.cancel()
            self.phase = .open
            self.send(context: context)
            context.fireUserInboundEventTriggered(handshake)
            if self.pending.readableBytes > 0 { self.flush(context: context) }
        case .failed(let failure):
            if failure.cause == .plainHTTP { self.answerPlainHTTP(context: context) }
            self.fail(failure, context: context)
        }
    }

    private func readPlaintext(context: ChannelHandlerContext) {
        let plaintext = self.connection.read(allocator: context.channel.allocator)
        // Reading may leave something to say: a refused renegotiation, an answered key update.
        self.send(context: context)
        switch plaintext {
        case .nothing: break
        case .bytes(let bytes): self.pass(bytes, context: context)
        case .closed(let rest):
            self.pass(rest, context: context)
            self.closeInput(context: context)
        case .failed(let failure, let rest):
            self.pass(rest, context: context)
            self.fail(failure, context: context)
        }
    }

    private func pass(_ plaintext: ByteBuffer, context: ChannelHandlerContext) {
        if plaintext.readableBytes > 0 { context.fireChannelRead(Self.wrapInboundOut(plaintext)) }
    }

    /// Both close_notify and the end of the TCP stream mean that the peer will send no more; it is told once.
    private func closeInput(context: ChannelHandlerContext) {
        guard !self.isInputClosed else { return }
        self.isInputClosed = true
        context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    }

    // MARK: To the network

    public func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard self.phase == .open || self.phase == .handshaking else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        var plaintext = Self.unwrapOutboundIn(data)
        if self.pending.readableBytes == 0 {
            self.pending = plaintext
        } else {
            self.pending.writeBuffer(&plaintext)
        }
        self.pendingPromise.setOrCascade(to: promise)
    }

    public func flush(context: ChannelHandlerContext) {
        guard self.phase == .open else { return }
        self.encryptPending(context: context)
        context.flush()
    }

    public func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch mode {
        case .all:
            self.closeOutput(context: context)
            // Nobody failed: it is the server that leaves.
            if self.phase == .handshaking { self.phase = .closed }
            context.close(mode: .all, promise: promise)
        case .output:
            self.closeOutput(context: context)
            context.close(mode: .output, promise: promise)
        case .input:
            context.close(mode: .input, promise: promise)
        }
    }

    private func closeOutput(context: ChannelHandlerContext) {
        guard self.phase == .open else { return }
        self.encryptPending(context: context)
        // What could not be encrypted has ended the connection.
        guard self.phase == .open else { return }
        self.phase = .outputClosed
        self.connection.closeOutbound()
        self.send(context: context)
    }

    /// Leaves a channel whose ``phase`` is no longer open when it cannot be done.
    func encryptPending(context: ChannelHandlerContext) {
        let promise = self.pendingPromise
        let plaintext = self.pending
        self.pendingPromise = nil
        self.pending = ByteBuffer()
        do throws(TLSFailure) {
            try self.connection.write(plaintext)
            guard let ciphertext = self.connection.takeCiphertext() else {
                promise?.succeed()
                return
            }
            context.write(Self.wrapOutboundOut(ciphertext), promise: promise)
        } catch {
            promise?.fail(error)
            self.fail(error, context: context)
        }
    }

    func send(context: ChannelHandlerContext) {
        guard let ciphertext = self.connection.takeCiphertext() else { return }
        context.writeAndFlush(Self.wrapOutboundOut(ciphertext), promise: nil)
    }

    func failPending(_ error: any Error) {
        self.pendingPromise?.fail(error)
        self.pendingPromise = nil
        self.pending = ByteBuffer()
    }
}

@available(*, unavailable)
extension TLSServerHandler: Sendable {}
