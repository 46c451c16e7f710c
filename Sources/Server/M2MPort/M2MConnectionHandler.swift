import Domain
import Journal
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

    /// What comes from the client, in its order.
    enum Inbound {
        case part(HTTPServerRequestPart)
        case noHTTP(HTTPParserError)
        case inputClosed
    }

    let port: M2MPort
    /// Address and port of the client.
    let peer: String
    var logger: Logger
    var state = State.idle
    var certificate = PresentedCertificate.nothing
    /// When the connection came.
    var accepted = NIODeadline.uptimeNanoseconds(0)
    /// What the journal has of the connection; `nil` until its handshake is over.
    var connection: RecordedConnection?
    var hasFailedHandshake = false
    /// The latest request's.
    var record: RequestRecord?
    /// How much came after something that is no HTTP.
    var unparsedBytes = 0
    var timer: DeadlineTimer?
    /// Whether a reading was asked for that is to be done later.
    var isReadHeld = false
    /// Whether an answer is being written right now.
    var isAnswering = false
    /// Whether an event of a scenario is being carried out, before the request is judged.
    var isCarryingOut = false
    /// What goes on when a scenario has kept the connection waiting for long enough.
    var pause: Scheduled<Void>?
    /// What came while an answer was being written, an event carried out, or in a pause.
    var held: [Inbound] = []

    init(port: M2MPort, peer: String = "unknown", logger: Logger) {
        self.port = port
        self.peer = peer
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        self.timer = DeadlineTimer(eventLoop: context.eventLoop) {
            let (handler, context) = bound.value
            handler.expire(context: context)
        }
        self.timer?.expire(in: self.port.limits.idle)
        self.accepted = context.eventLoop.now
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.close(context: context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.close(context: context)
    }

    // MARK: Requests

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

    func process(_ part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        switch part {
        case .head(let head): self.begin(head, context: context)
        case .body(let chunk): self.read(chunk, context: context)
        case .end: self.end(context: context)
        }
    }

    private func read(_ chunk: ByteBuffer, context: ChannelHandlerContext) {
        self.record?.bodyBytes += chunk.readableBytes
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
            guard exchange.keepsAlive else { return self.linger(context: context) }
            if let fault = exchange.idleFault { return self.breakConnection(fault, exchange, context: context) }
            self.awaitNextRequest()
        case .idle, .lingering, .closed: break
        }
    }
}

@available(*, unavailable)
extension M2MConnectionHandler: Sendable {}
