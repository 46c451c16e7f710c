import NIOCore

// How a connection ends for which there is no more to say.
extension TLSServerHandler {
    func fail(_ cause: TLSFailureCause, context: ChannelHandlerContext) {
        self.fail(self.connection.failure(cause), context: context)
    }

    /// Sends the alert that OpenSSL left, tells the pipeline, and closes.
    func fail(_ failure: TLSFailure, context: ChannelHandlerContext) {
        switch self.phase {
        case .broken, .lingering, .closed: return
        case .handshaking, .open, .outputClosed: break
        }
        self.phase = failure.cause.findsClientSending ? .lingering : .closed
        self.deadline?.cancel()
        self.send(context: context)
        self.failPending(failure)
        context.fireErrorCaught(failure)
        guard self.phase == .lingering else { return context.close(mode: .all, promise: nil) }
        self.startLingering(context: context)
        context.close(mode: .output, promise: nil)
    }

    /// Lets the client read the last word: were the connection closed while its bytes come, it would see a reset instead.
    func startLingering(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        self.deadline = context.eventLoop.scheduleTask(in: Self.lingerLimit) {
            let (handler, context) = bound.value
            handler.endLingering(context: context)
        }
        self.readOn(context: context)
    }

    /// Handlers behind may ask for nothing more while they have a request in hand, and are not to hear of what comes now.
    func readOn(context: ChannelHandlerContext) {
        switch self.phase {
        case .broken, .lingering: context.read()
        case .handshaking, .open, .outputClosed, .closed: break
        }
    }

    func endLingering(context: ChannelHandlerContext) {
        self.tellAnswer(context: context)
        guard self.phase == .lingering else { return }
        self.deadline?.cancel()
        self.phase = .closed
        context.close(mode: .all, promise: nil)
    }

    func answerPlainHTTP(context: ChannelHandlerContext) {
        let text = "This port speaks HTTPS. Use https:// in the base URL and give the client its certificate.\n"
        let answer =
            "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + "\(text.utf8.count)\r\nConnection: close\r\n\r\n\(text)"
        // What OpenSSL wanted to say is an alert, which an HTTP client cannot read.
        _ = self.connection.takeCiphertext()
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
    }
}
