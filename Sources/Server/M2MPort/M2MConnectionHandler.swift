import Domain
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Pipeline
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
    private var timer: DeadlineTimer?
    private var isReadHeld = false
    /// Whether an answer is being written right now.
    var isAnswering = false
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
        guard !self.isAnswering, self.heldParts.isEmpty else {
            self.heldParts.append(part)
            return
        }
        self.process(part, context: context)
    }

    /// Takes up what came in while an answer was being written.
    func processHeldParts(context: ChannelHandlerContext) {
        guard !self.heldParts.isEmpty else { return }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.execute {
            let (handler, context) = bound.value
            let parts = handler.heldParts
            handler.heldParts = []
            for part in parts { handler.process(part, context: context) }
        }
    }

    private func process(_ part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        switch part {
        case .head(let head): self.begin(head, context: context)
        case .body(let chunk): self.read(chunk, context: context)
        case .end: self.end(context: context)
        }
    }

    private func begin(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        guard case .idle = self.state else { return }
        self.timer?.pause()
        var exchange = Exchange(head: head, began: context.eventLoop.now)
        let (verdict, user) = self.port.admission.judge(head, self.certificate)
        exchange.user = user
        self.state = .working(exchange)
        self.act(on: verdict, exchange: exchange, context: context)
    }

    private func read(_ chunk: ByteBuffer, context: ChannelHandlerContext) {
        switch self.state {
        case .receiving(let exchange, let intake):
            self.timer?.expire(in: self.port.limits.request)
            do throws(Problem) {
                try intake.feed(chunk)
            } catch {
                self.state = .working(exchange)
                self.refuse(error, after: intake.cancel(), context: context)
            }
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
            self.state = .working(exchange)
            do throws(Problem) {
                let accepted = try intake.finish()
                self.timer?.pause()
                self.whenDone(accepted, context: context) { accepted in
                    if accepted.awaitsValidation { self.port.validations.add(accepted.id) }
                    return Answer.stored(accepted.id, at: accepted.time, form: self.port.answers).noting(
                        accepted.deviations
                    )
                }
            } catch {
                self.refuse(error, after: intake.cancel(), context: context)
            }
        case .working(var exchange):
            exchange.hasEnded = true
            self.state = .working(exchange)
        case .answered(let exchange):
            if exchange.keepsAlive { self.awaitNextRequest() } else { self.linger(context: context) }
        case .idle, .lingering, .closed: break
        }
    }

    private func act(on verdict: RequestAdmission.Verdict, exchange: Exchange, context: ChannelHandlerContext) {
        let (pipeline, storage) = (self.port.pipeline, self.port.work.storage)
        switch verdict {
        case .heartbeat(let session):
            self.answer(self.heartbeat(session), context: context)
        case .openSession(let reporter):
            let opened = storage.runIfActive(eventLoop: context.eventLoop) { try pipeline.openSession(reporter) }
            self.whenDone(opened, context: context) { self.heartbeat($0) }
        case .history(let id, let reporter):
            let found = storage.runIfActive(eventLoop: context.eventLoop) {
                try pipeline.history(id, reporter: reporter)
            }
            self.whenDone(found, context: context) { entry in
                Answer.history(entry.id, entry.status, submitted: entry.submitted, form: self.port.answers)
            }
        case .receive(let receipt, let boundary):
            self.receive(receipt, boundary, exchange: exchange, context: context)
        case .refuse(let problem):
            self.refuse(problem, context: context)
        case .refuseFragment(let problem, let upload):
            let kept = storage.runIfActive(eventLoop: context.eventLoop) { try pipeline.keep(upload) }
            self.refuse(problem, after: kept, context: context)
        case .refuseReserved(let problem, let receipt):
            let abandoned = storage.runIfActive(eventLoop: context.eventLoop) {
                let begun = Result { try pipeline.begin(receipt) }
                try pipeline.abandon(receipt)
                try begun.get()
            }
            self.refuse(problem, after: abandoned, context: context)
        }
    }

    private func heartbeat(_ session: Session) -> Answer {
        let now = self.port.clock.now
        let cookie = (self.port.pipeline.cookieName, session.token)
        let answer = Answer.heartbeat(at: now, cookie: cookie, form: self.port.answers)
        guard let end = self.certificate.facts?.notAfter, self.port.expiryNotice?.isDue(end, now: now) == true else {
            return answer
        }
        return answer.warning(ofCertificateEnd: end)
    }

    private func receive(
        _ receipt: FragmentReceipt,
        _ boundary: MultipartBoundary,
        exchange: Exchange,
        context: ChannelHandlerContext
    ) {
        let intake = FragmentIntake(
            receipt: receipt,
            boundary: boundary,
            pipeline: self.port.pipeline,
            work: self.port.work,
            limits: self.port.limits,
            eventLoop: context.eventLoop
        )
        intake.onRoom = { self.releaseRead(context: context) }
        intake.onFailure = { error in
            guard case .receiving(let exchange, _) = self.state else { return }
            self.state = .working(exchange)
            self.answer(self.answer(for: error), context: context)
            self.releaseRead(context: context)
        }
        var exchange = exchange
        exchange.wasContinued = exchange.expectsContinue
        self.state = .receiving(exchange, intake)
        self.timer?.expire(in: self.port.limits.request)
        if exchange.wasContinued {
            let head = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(Self.wrapOutboundOut(.head(head)), promise: nil)
        }
    }

    // MARK: Backpressure

    func read(context: ChannelHandlerContext) {
        if self.isSaturated {
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
        guard self.isReadHeld, !self.isSaturated, context.channel.isWritable else { return }
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
            case .idle, .answered, .lingering, .receiving: context.close(promise: nil)
            // A client that has said all it will say still reads its answer.
            case .working(var exchange):
                exchange.keepsAlive = false
                self.state = .working(exchange)
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
    }
}

@available(*, unavailable)
extension M2MConnectionHandler: Sendable {}
