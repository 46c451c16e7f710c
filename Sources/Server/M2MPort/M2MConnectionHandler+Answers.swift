import Domain
import Logging
import NIOCore
import NIOHTTP1
import Pipeline
import TLS
import Wire

extension M2MConnectionHandler {
    /// Goes on with what `future` brings, or answers with the problem that it fails with.
    func whenDone<Value: Sendable>(
        _ future: EventLoopFuture<Value>,
        context: ChannelHandlerContext,
        _ body: @escaping (Value) -> Void
    ) {
        self.record?.isBeingWorkedOn = true
        future.assumeIsolated().whenComplete { result in
            self.record?.isBeingWorkedOn = false
            switch result {
            case .success(let value): body(value)
            case .failure(let error): self.answer(self.answer(for: error), context: context)
            }
            // What was done is done, although nobody is left to be told.
            if case .closed = self.state { self.recordAbandoned(at: context.eventLoop.now) }
        }
    }

    func refuse(_ problem: Problem, context: ChannelHandlerContext) {
        self.answer(self.answer(for: problem), context: context)
    }

    /// Refuses when what the refusal leaves behind is settled: a client that reads the answer and sends its next request
    /// at once must find it so.
    func refuse(_ problem: Problem, after settled: EventLoopFuture<Void>, context: ChannelHandlerContext) {
        settled.assumeIsolated().whenComplete { result in
            if case .failure(let error) = result { self.logger.error("\(error)") }
            self.refuse(problem, context: context)
        }
    }

    /// The answer to a problem, or to a failure of the emulator's own, which is logged in full and told in short.
    func answer(for error: any Error) -> Answer {
        let (path, traceID) = self.namesForAnswer()
        let form = self.port.answers
        if let problem = error as? Problem { return .problem(problem, path: path, traceID: traceID, form: form) }
        self.logger.error("\(error)", metadata: ["trace": .string(traceID)])
        return .problem(.internalError(traceID: traceID), path: path, traceID: traceID, form: form)
    }

    /// By what the present request is named in its answer.
    func namesForAnswer() -> (path: String, traceID: String) {
        // Without an exchange the connection is closed and the answer is made for nobody.
        guard let exchange = self.exchange else { return ("", "") }
        let traceID = exchange.traceID(self.port.identifiers.source(of: exchange.user))
        return (String(exchange.path.prefix(1024)), traceID)
    }

    /// Sends the answer, when a scenario has kept it for as long as it wants.
    func answer(_ answer: Answer, context: ChannelHandlerContext) {
        guard let wait = self.exchange?.staging?.takeWait() else { return self.send(answer, context: context) }
        self.pause(for: TimeAmount(wait), context: context) { self.send(answer, context: context) }
    }

    /// Sends the answer, after which the connection goes on, reads the rest of the body over, or closes.
    func send(_ answer: Answer, context: ChannelHandlerContext) {
        guard case .working(var exchange) = self.state else { return }
        // A client that was refused instead of told to continue may send its body or not; nobody can tell which.
        let isUncertain =
            answer.status.code >= 400 && !exchange.hasEnded && exchange.expectsContinue && !exchange.wasContinued
        if isUncertain { exchange.keepsAlive = false }
        let ending = AnswerEnding(exchange.staging)
        self.log(answer, exchange, context: context)
        let head = self.head(of: answer, exchange)
        self.record(answer, head, ending, context: context)
        if let ending { self.addShaper(ending, exchange, context: context) }
        let hasNoRest = exchange.hasEnded || exchange.hasStalled || isUncertain
        let closes = !exchange.keepsAlive && hasNoRest
        if exchange.hasEnded, !closes { self.awaitNextRequest() } else { self.awaitRest(exchange) }
        self.isAnswering = true
        let written = self.write(head, answer, exchange, context: context)
        if let ending {
            self.timer?.pause()
            written.assumeIsolated().whenComplete { _ in
                self.end(ending, exchange, closes: closes, context: context)
            }
        } else {
            self.endAnswer(context: context)
            if closes { written.assumeIsolated().whenComplete { _ in self.lingerIfOpen(context: context) } }
        }
    }

    private func write(
        _ head: HTTPResponseHead,
        _ answer: Answer,
        _ exchange: Exchange,
        context: ChannelHandlerContext
    ) -> EventLoopFuture<Void> {
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        if exchange.head.method != .HEAD {
            context.write(Self.wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil)
        }
        return context.writeAndFlush(Self.wrapOutboundOut(.end(nil)))
    }

    /// The answer is written; what came meanwhile is taken up.
    func endAnswer(context: ChannelHandlerContext) {
        self.isAnswering = false
        self.releaseRead(context: context)
        self.processHeld(context: context)
    }

    private func head(of answer: Answer, _ exchange: Exchange) -> HTTPResponseHead {
        var headers = answer.headers
        // HTTP/1.0 knows no chunks (RFC 9112, 6.1), and an answer to HEAD has none.
        let isWithoutChunks = !exchange.head.version.isHTTP11 || exchange.head.method == .HEAD
        if isWithoutChunks, !headers.contains(name: "Content-Length") {
            headers.add(name: "Content-Length", value: String(answer.body.readableBytes))
        }
        // A scenario may have its own.
        if !headers.contains(name: "Date") {
            headers.add(name: "Date", value: self.port.date.text(at: self.port.pipeline.now(of: exchange.user)))
        }
        if !exchange.keepsAlive {
            headers.add(name: "Connection", value: "close")
        } else if !exchange.head.version.isHTTP11 {
            headers.add(name: "Connection", value: "keep-alive")
        }
        return HTTPResponseHead(version: .http1_1, status: answer.status, headers: headers)
    }

    private func log(_ answer: Answer, _ exchange: Exchange, context: ChannelHandlerContext) {
        guard self.logger.logLevel <= .info else { return }
        var metadata: Logger.Metadata = [
            "trace": .string(exchange.traceID(self.port.identifiers.source(of: exchange.user))),
            "ms": .stringConvertible((context.eventLoop.now - exchange.began).nanoseconds / 1_000_000),
        ]
        if let code = answer.problemCode { metadata["code"] = .string(code) }
        if let user = exchange.user {
            metadata["user"] = .string(user)
        } else if let facts = self.certificate.facts {
            metadata["certificate"] = .string("\(facts.subject) serial \(facts.serial) issued by \(facts.issuer)")
        }
        let notes = answer.headers["M2M-Emulator-Note"]
        let revoked = Problem.Kind.certificateRevoked
        if answer.problemCode == revoked.code, self.certificate.isRevokedByScenario {
            metadata["injected"] = .string(TLSFailure.revokedByScenario)
        }
        if let staging = exchange.staging { metadata.merge(staging.metadata) { _, new in new } }
        if !notes.isEmpty { metadata["note"] = .string(notes.joined(separator: ", ")) }
        self.logger.info(
            "\(exchange.head.method.rawValue) \(exchange.head.uri) \(answer.status.code)",
            metadata: metadata
        )
    }
}
