import Domain
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Pipeline
import Scenarios
import TLS
import Wire

/// One client's connection, from decrypted HTTP to answers: admits each request, carries its body to the pipeline,
/// and keeps the order of closing that lets the client read the last answer.
final class M2MConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    enum State {
        /// Between two requests.
        case idle
        /// A fragment's body is coming.
        case receiving(Exchange, FragmentIntake)
        /// The answer is being made; what is left of the body is read over.
        case working(Exchange)
        /// The answer is sent before the request has ended; the rest is read over.
        case answered(Exchange)
        /// The last answer is sent; the client is to close its side.
        case lingering
        case closed
    }

    let port: M2MPort
    var logger: Logger
    var state = State.idle
    private(set) var certificate = PresentedCertificate.nothing
    /// How much came after something that is no HTTP.
    var unparsedBytes = 0
    private(set) var timer: DeadlineTimer?
    private var isReadHeld = false
    /// Whether an answer is being written right now.
    var isAnswering = false
    /// What goes on when a scenario has kept the connection waiting for long enough.
    private var pause: Scheduled<Void>?
    /// What came while an answer was being written, or in a pause. Bounded, since nothing more is read meanwhile.
    private var heldParts: [HTTPServerRequestPart] = []

    init(port: M2MPort, logger: Logger) {
        self.port = port
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        self.timer = DeadlineTimer(eventLoop: context.eventLoop) {
            let (handler, context) = bound.value
            handler.expire(context: context)
        }
        self.timer?.expire(in: self.port.limits.idle)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.close()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.close()
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = Self.unwrapInboundIn(data)
        // Writing an answer brings in the next pipelined request from inside the write. Answered there, a burst of requests
        // would nest as deep as it is long.
        guard !self.holdsParts, self.heldParts.isEmpty else {
            self.heldParts.append(part)
            return
        }
        self.process(part, context: context)
    }

    private var holdsParts: Bool { self.isAnswering || self.pause != nil }

    /// Takes up what came in while an answer was being written, or in a pause.
    func processHeldParts(context: ChannelHandlerContext) {
        guard !self.heldParts.isEmpty else { return }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.execute {
            let (handler, context) = bound.value
            var parts = handler.heldParts[...]
            handler.heldParts = []
            // A part may lead to an answer that takes its time, or to a pause.
            while !handler.holdsParts, let part = parts.popFirst() { handler.process(part, context: context) }
            handler.heldParts.insert(contentsOf: parts, at: 0)
        }
    }

    /// Does nothing for so long, by the machine's time, and reads nothing; then goes on, if the connection is still there.
    func pause(for time: TimeAmount, context: ChannelHandlerContext, _ goOn: @escaping () -> Void) {
        self.timer?.pause()
        self.pause = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
            self.pause = nil
            guard self.isOpen else { return }
            goOn()
            if case .receiving = self.state { self.timer?.expire(in: self.port.limits.request) }
            self.releaseRead(context: context)
            self.processHeldParts(context: context)
        }
    }

    private var isOpen: Bool {
        switch self.state {
        case .lingering, .closed: false
        case .idle, .receiving, .working, .answered: true
        }
    }

    /// The request that is being dealt with.
    var exchange: Exchange? {
        switch self.state {
        case .receiving(let exchange, _), .working(let exchange), .answered(let exchange): exchange
        case .idle, .lingering, .closed: nil
        }
    }

    func changeExchange(_ change: (inout Exchange) -> Void) {
        guard var exchange = self.exchange else { return }
        change(&exchange)
        switch self.state {
        case .receiving(_, let intake): self.state = .receiving(exchange, intake)
        case .working: self.state = .working(exchange)
        case .answered: self.state = .answered(exchange)
        case .idle, .lingering, .closed: break
        }
    }

    private func process(_ part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        switch part {
        case .head(let head): self.begin(head, context: context)
        case .body(let chunk): self.read(chunk, context: context)
        case .end: self.end(context: context)
        }
    }

    private func read(_ chunk: ByteBuffer, context: ChannelHandlerContext) {
        switch self.state {
        case .receiving(var exchange, let intake):
            self.timer?.expire(in: self.port.limits.request)
            exchange.bodyBytes += chunk.readableBytes
            self.state = .receiving(exchange, intake)
            guard let fault = exchange.staging?.takeFault(afterRequestBytes: exchange.bodyBytes, isWhole: false) else {
                return self.feed(chunk, context: context)
            }
            self.play(fault, context: context) { self.feed(chunk, context: context) }
        case .working(var exchange):
            exchange.discardedBytes += chunk.readableBytes
            self.state = .working(exchange)
        case .answered(var exchange):
            exchange.discardedBytes += chunk.readableBytes
            self.state = .answered(exchange)
            if exchange.discardedBytes > self.port.limits.drainBytes { self.linger(context: context) }
        case .idle, .lingering, .closed: break
        }
    }

    private func end(context: ChannelHandlerContext) {
        switch self.state {
        case .receiving(var exchange, let intake):
            exchange.hasEnded = true
            self.state = .receiving(exchange, intake)
            let fault =
                exchange.staging?.takeFault(afterRequestBytes: exchange.bodyBytes, isWhole: true)
                ?? exchange.staging?.takeFault(at: .beforeStored)
            guard let fault else { return self.finishIntake(context: context) }
            self.play(fault, context: context) { self.finishIntake(context: context) }
        case .working(var exchange):
            exchange.hasEnded = true
            self.state = .working(exchange)
        case .answered(let exchange):
            if exchange.keepsAlive { self.awaitNextRequest() } else { self.linger(context: context) }
        case .idle, .lingering, .closed: break
        }
    }

    // MARK: Backpressure

    func read(context: ChannelHandlerContext) {
        if self.holdsParts {
            self.isReadHeld = true
        } else if self.isSaturated {
            // It is the disk that keeps the client waiting, not the client.
            self.timer?.pause()
            self.isReadHeld = true
        } else if context.channel.isWritable {
            context.read()
        } else {
            // A client that does not read its answers is not asked for more requests.
            self.isReadHeld = true
        }
    }

    private var isSaturated: Bool {
        if case .receiving(_, let intake) = self.state { intake.isSaturated } else { false }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        self.releaseRead(context: context)
        context.fireChannelWritabilityChanged()
    }

    func releaseRead(context: ChannelHandlerContext) {
        guard self.isReadHeld, !self.holdsParts, !self.isSaturated, context.channel.isWritable else { return }
        self.isReadHeld = false
        if case .receiving = self.state { self.timer?.expire(in: self.port.limits.request) }
        context.read()
    }

    // MARK: Ends

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let handshake as TLSHandshake:
            self.certificate = handshake.certificate
            self.logger[metadataKey: "tls"] = .string(handshake.version)
            if let name = handshake.serverName { self.logger[metadataKey: "sni"] = .string(name) }
        case ChannelEvent.inputClosed:
            switch self.state {
            // A client that has said all it will say still reads its answer.
            case .receiving(let exchange, _) where exchange.hasEnded: self.changeExchange { $0.keepsAlive = false }
            case .working: self.changeExchange { $0.keepsAlive = false }
            case .idle, .answered, .lingering, .receiving: context.close(promise: nil)
            case .closed: break
            }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let failure as TLSFailure:
            self.logger.log(level: failure.logLevel, "\(failure)", metadata: failure.metadata)
        case let error as HTTPParserError:
            self.refuseUnparsable(error, context: context)
        case ByteToMessageDecoderError.dataReceivedInErrorState(_, let data):
            self.discard(data.readableBytes, context: context)
        default:
            // Resets and the like: the client is gone, and nobody is left to be told.
            self.logger.debug("the connection broke: \(error)")
            context.close(promise: nil)
        }
    }

    private func expire(context: ChannelHandlerContext) {
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

    private func close() {
        if case .receiving(_, let intake) = self.state { intake.cancel() }
        self.state = .closed
        self.timer?.cancel()
        self.timer = nil
        self.pause?.cancel()
        self.pause = nil
        self.heldParts = []
    }
}

@available(*, unavailable)
extension M2MConnectionHandler: Sendable {}
