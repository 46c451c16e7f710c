import NIOCore
import Scenarios

/// Lets the bytes of one answer out as a scenario wants them: a few at a time, or broken off at a place.
///
/// Stands between the encoder of the answer and TLS for as long as that answer takes, and removes itself. Until then
/// the handlers behind, for whom the answer is written already, do not hear that the emulator is about to stop: they would
/// close the connection.
final class AnswerShaper: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What happens when so many bytes have left, or all of a shorter answer.
    struct Cut {
        let bytes: Int
        /// How long nothing happens; `nil` when the answer ends there.
        let stall: TimeAmount?
    }

    private let drip: ScriptedDelay.Drip?
    private var cut: Cut?
    /// Called once, when ``cut`` is reached: before it stalls, or in place of the rest.
    private let onCut: () -> Void
    private var answer = ByteBuffer()
    private var sentBytes = 0
    private var isSending = false
    private var isOver = false
    private var promise: EventLoopPromise<Void>?
    private var pause: Scheduled<Void>?
    /// Told when the answer has left.
    private var heldStop: ChannelShouldQuiesceEvent?

    init(drip: ScriptedDelay.Drip?, cut: Cut?, onCut: @escaping () -> Void) {
        self.drip = drip
        self.cut = cut
        self.onCut = onCut
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.isOver = true
        self.pause?.cancel()
        self.pause = nil
        self.promise?.fail(ChannelError.ioOnClosedChannel)
        self.promise = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let stop = event as? ChannelShouldQuiesceEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        self.heldStop = stop
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var bytes = Self.unwrapOutboundIn(data)
        self.answer.writeBuffer(&bytes)
        self.promise.setOrCascade(to: promise)
    }

    /// The whole answer has been written, and is flushed once.
    func flush(context: ChannelHandlerContext) {
        guard !self.isSending else { return }
        self.isSending = true
        self.proceed(context: context)
    }

    private func proceed(context: ChannelHandlerContext) {
        self.pause = nil
        if let cut, self.sentBytes >= cut.bytes || self.answer.readableBytes == 0 {
            self.cut = nil
            self.onCut()
            guard let stall = cut.stall else { return self.finish(context: context) }
            return self.wait(stall, context: context)
        }
        guard let piece = self.nextPiece() else { return self.finish(context: context) }
        self.sentBytes += piece.readableBytes
        // What comes next may break the connection, which would take unsent bytes with it.
        context.writeAndFlush(Self.wrapOutboundOut(piece)).assumeIsolated().whenComplete { result in
            guard case .success = result, !self.isOver else { return }
            if let drip = self.drip, self.answer.readableBytes > 0 {
                self.wait(TimeAmount(drip.interval), context: context)
            } else {
                self.proceed(context: context)
            }
        }
    }

    private func nextPiece() -> ByteBuffer? {
        var length = self.answer.readableBytes
        if let drip { length = min(length, drip.bytes) }
        if let cut { length = min(length, cut.bytes - self.sentBytes) }
        return length > 0 ? self.answer.readSlice(length: length) : nil
    }

    private func wait(_ time: TimeAmount, context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        self.pause = context.eventLoop.scheduleTask(in: time) {
            let (shaper, context) = bound.value
            shaper.proceed(context: context)
        }
    }

    private func finish(context: ChannelHandlerContext) {
        let promise = self.promise
        self.promise = nil
        promise?.succeed()
        if let heldStop { context.fireUserInboundEventTriggered(heldStop) }
        guard !self.isOver else { return }
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }
}

@available(*, unavailable)
extension AnswerShaper: Sendable {}
