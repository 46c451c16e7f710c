import Domain
import Logging
import NIOCore
import NIOHTTP1
import Pipeline
import TLS

// How a connection ends: the client closes its side, the bytes are no HTTP, a time limit is reached, the last answer is
// sent.
extension M2MConnectionHandler {
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let handshake as TLSHandshake:
            self.certificate = handshake.certificate
            self.connection = self.connection(version: handshake.version, serverName: handshake.serverName)
            self.logger[metadataKey: "tls"] = .string(handshake.version)
            if let name = handshake.serverName { self.logger[metadataKey: "sni"] = .string(name) }
        case ChannelEvent.inputClosed:
            self.takeUp(.inputClosed, context: context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func closeInput(context: ChannelHandlerContext) {
        switch self.state {
        // A client that has said all it will say still reads its answer.
        case .receiving(let exchange, _) where exchange.hasEnded: self.changeExchange { $0.keepsAlive = false }
        case .working: self.changeExchange { $0.keepsAlive = false }
        case .idle, .answered, .lingering, .receiving: context.close(promise: nil)
        case .closed: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let failure as TLSFailure:
            self.logger.log(level: failure.logLevel, "\(failure)", metadata: failure.metadata)
            self.record(failure, at: context.eventLoop.now)
        case let error as HTTPParserError:
            // A body that broke off will never come whole: there is nothing to wait for with what came of it.
            if case .receiving = self.state { self.dropHeld(context: context) }
            self.takeUp(.noHTTP(error), context: context)
        case ByteToMessageDecoderError.dataReceivedInErrorState(_, let data):
            self.discard(data.readableBytes, context: context)
        default:
            // Resets and the like: the client is gone, and nobody is left to be told.
            self.logger.debug("the connection broke: \(error)")
            context.close(promise: nil)
        }
    }

    /// What came is not HTTP, or too much of it, or ended too early; the connection cannot go on.
    func refuseUnparsable(_ error: HTTPParserError, context: ChannelHandlerContext) {
        // A client that went away in the middle of a head is told nothing.
        guard context.channel.isActive else { return }
        switch self.state {
        case .idle:
            var exchange = Exchange(head: .unreadable, began: context.eventLoop.now)
            exchange.keepsAlive = false
            exchange.hasEnded = true
            self.record = exchange.record
            self.record?.user = self.port.pipeline.user(of: self.certificate.facts)
            self.state = .working(exchange)
            self.refuse(self.problem(of: error), context: context)
        case .receiving(var exchange, let intake):
            exchange.keepsAlive = false
            exchange.hasEnded = true
            // What a stall would go on with will never come whole.
            self.endPause()
            self.state = .working(exchange)
            self.refuse(self.problem(of: error), after: intake.cancel(), context: context)
        case .working(var exchange):
            exchange.keepsAlive = false
            exchange.hasEnded = true
            self.state = .working(exchange)
        case .answered: self.linger(context: context)
        case .lingering, .closed: break
        }
    }

    private func problem(of error: HTTPParserError) -> Problem {
        switch error {
        case .headerOverflow: .headersTooLarge(limit: self.port.limits.headerBytes)
        case .invalidEOFState: .bodyIncomplete
        case .paused: .requestMalformed(reason: "HTTP/2 or an upgrade was spoken")
        default: .requestMalformed(reason: error.debugDescription)
        }
    }

    /// Bytes behind something that is no HTTP: read over, so that the client comes to read the answer.
    private func discard(_ bytes: Int, context: ChannelHandlerContext) {
        self.unparsedBytes += bytes
        if self.unparsedBytes > self.port.limits.drainBytes { context.close(promise: nil) }
    }

    /// The present time limit is reached.
    func expire(context: ChannelHandlerContext) {
        switch self.state {
        case .idle, .lingering, .answered: context.close(promise: nil)
        case .receiving(var exchange, let intake):
            exchange.keepsAlive = false
            exchange.hasStalled = true
            self.state = .working(exchange)
            let limit = self.port.limits.request
            self.refuse(.requestTimeout(limit: limit.text), after: intake.cancel(), context: context)
        case .working, .closed: break
        }
    }

    func awaitNextRequest() {
        self.state = .idle
        self.timer?.expire(in: self.port.limits.idle)
    }

    func awaitRest(_ exchange: Exchange) {
        self.state = .answered(exchange)
        self.timer?.expire(in: self.port.limits.drain)
    }

    func linger(context: ChannelHandlerContext) {
        if case .receiving(_, let intake) = self.state { intake.cancel() }
        self.state = .lingering
        self.timer?.expire(in: self.port.limits.linger)
        context.close(mode: .output, promise: nil)
    }

    func lingerIfOpen(context: ChannelHandlerContext) {
        if case .closed = self.state { return }
        self.linger(context: context)
    }

    /// The connection is gone.
    func close(context: ChannelHandlerContext) {
        self.recordAbandoned(at: context.eventLoop.now)
        if case .receiving(_, let intake) = self.state { intake.cancel() }
        self.state = .closed
        self.timer?.cancel()
        self.timer = nil
        self.endPause()
        self.held = []
    }
}
