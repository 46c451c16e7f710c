import Foundation
public import NIOCore

extension TLSServerHandler {
    /// Takes a ``TLSBreak``, on the channel's event loop; other events go on to the network's side.
    ///
    /// Everything written so far is encrypted and sent first, flushed or not. After the break nothing is sent any more:
    /// later writes fail with `ChannelError.outputClosed`, and closing sends no close_notify. What the client sends is
    /// read over, whether or not anybody asks for it; a broken record is told as a ``TLSFailure`` once, when the client's
    /// alert has come or none will. The channel closes when the client has closed or sent its alert, at the latest after
    /// 2 s of machine time; with ``TLSBreak/reset`` as soon as all is sent.
    ///
    /// The promise succeeds when the break is written. It fails with `ChannelError.inappropriateOperationForState` before
    /// the handshake is over, with `ChannelError.outputClosed` after close_notify or another break; nothing is broken then.
    public func triggerUserOutboundEvent(
        context: ChannelHandlerContext,
        event: Any,
        promise: EventLoopPromise<Void>?
    ) {
        guard let way = event as? TLSBreak else { return context.triggerUserOutboundEvent(event, promise: promise) }
        guard self.phase != .handshaking else {
            promise?.fail(ChannelError.inappropriateOperationForState)
            return
        }
        if self.phase == .open { self.encryptPending(context: context) }
        guard self.phase == .open else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        switch way {
        case .truncate: self.truncate(context: context, promise: promise)
        case .reset: self.reset(context: context, promise: promise)
        case .badRecordMAC: self.send(.badMAC, context: context, promise: promise)
        case .recordOverflow: self.send(.overflow, context: context, promise: promise)
        case .unexpectedMessage: self.send(.unexpectedMessage, context: context, promise: promise)
        }
    }

    private func truncate(context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        self.phase = .lingering
        context.flush()
        self.startLingering(context: context)
        // The channel sends all that is written before it closes.
        context.close(mode: .output, promise: promise)
    }

    /// Whoever closes the channel from now on resets the connection.
    private func reset(context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        self.phase = .lingering
        let armed = Self.discardOnClose(context.channel)
        let sent = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer()), promise: sent)
        self.startLingering(context: context)
        sent.futureResult.and(armed).map { _ in }.assumeIsolated().whenComplete { result in
            self.endLingering(context: context)
            promise?.completeWith(result)
        }
    }

    /// SO_LINGER of no time at all: what is unsent is dropped, and RST goes out instead of FIN (`socket(7)`).
    private static func discardOnClose(_ channel: any Channel) -> EventLoopFuture<Void> {
        guard let socket = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
        }
        return socket.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    }

    private func send(_ record: BrokenRecord, context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        do throws(TLSFailure) {
            let bytes = try self.connection.broken(record)
            self.phase = .broken(record)
            context.writeAndFlush(Self.wrapOutboundOut(bytes), promise: promise)
            self.startLingering(context: context)
        } catch {
            promise?.fail(error)
            self.fail(error, context: context)
        }
    }

    // MARK: What the client says to it

    func readAnswer(context: ChannelHandlerContext) {
        switch self.connection.read(allocator: context.channel.allocator) {
        // The rest of its request.
        case .nothing, .bytes: break
        case .closed, .failed:
            self.tellAnswer(context: context)
            // After its alert a client sends nothing more (RFC 8446, 6.2), though some wait to be closed.
            if self.connection.alert?.direction == .received { self.endLingering(context: context) }
        }
    }

    /// Tells, once, what a broken record came to.
    func tellAnswer(context: ChannelHandlerContext) {
        guard case .broken(let record) = self.phase else { return }
        self.phase = .lingering
        let alert = self.connection.alert
        context.fireErrorCaught(
            self.connection.failure(.brokenRecord(record, answer: alert?.direction == .received ? alert : nil))
        )
    }
}
