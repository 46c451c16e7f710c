import Domain
import Journal
import Logging
import NIOCore
import NIOHTTP1
import Scenarios
import TLS

// Connections that fail because a scenario wants it (docs/scenarios.md, "fault"), and answers that it slows down.
extension M2MConnectionHandler {
    /// Does what the fault says; after a stall, `goOn`.
    func play(_ fault: Decided<InjectedFault>, context: ChannelHandlerContext, _ goOn: @escaping () -> Void) {
        guard let exchange = self.exchange else { return }
        exchange.staging?.note(fault.rule, "fault: \(fault.value)")
        if let stall = fault.value.kind.stall { return self.pause(for: stall, context: context, goOn) }
        guard case .receiving(_, let intake) = self.state else {
            return self.breakConnection(fault, exchange, context: context)
        }
        self.state = .working(exchange)
        // A client that finds the connection broken may send the fragment again at once.
        intake.cancel().assumeIsolated().whenComplete { result in
            if case .failure(let error) = result { self.logger.error("\(error)") }
            self.breakConnection(fault, exchange, context: context)
        }
    }

    /// Ends the connection as the fault says. Nothing more is answered on it.
    func breakConnection(
        _ fault: Decided<InjectedFault>,
        _ exchange: Exchange,
        context: ChannelHandlerContext
    ) {
        if case .closed = self.state { return }
        self.log(fault, exchange)
        self.record(.brokenByScenario, at: context.eventLoop.now)
        self.state = .lingering
        self.timer?.expire(in: self.port.limits.linger)
        if let tlsBreak = TLSBreak(fault.value.kind) {
            context.triggerUserOutboundEvent(tlsBreak, promise: nil)
        } else {
            context.close(mode: .output, promise: nil)
        }
        // What came behind the request is dropped, and the client is read on until it closes its side.
        self.isAnswering = false
        self.releaseRead(context: context)
        self.dropHeld(context: context)
    }

    /// A request that ends so has no answer whose log line could tell it; nor is what follows on the connection a real
    /// failure.
    private func log(_ fault: Decided<InjectedFault>, _ exchange: Exchange) {
        self.logger[metadataKey: "injected"] = .string("\(fault.rule)")
        var metadata: Logger.Metadata = [
            "trace": .string(exchange.traceID(self.port.identifiers.source(of: exchange.user)))
        ]
        if let user = exchange.user { metadata["user"] = .string(user) }
        self.logger.info("\(exchange.head.method.rawValue) \(exchange.head.uri): \(fault.value)", metadata: metadata)
    }

    // MARK: Answers that a scenario breaks or slows down

    func addShaper(_ ending: AnswerEnding, _ exchange: Exchange, context: ChannelHandlerContext) {
        guard ending.isShaped else { return }
        let pipeline = context.pipeline.syncOperations
        let cut = ending.cut.map { AnswerShaper.Cut(bytes: $0.bytes, stall: $0.fault.value.kind.stall) }
        let shaper = AnswerShaper(drip: ending.drip, cut: cut) {
            guard let fault = ending.cut?.fault, fault.value.kind.stall == nil else { return }
            self.breakConnection(fault, exchange, context: context)
        }
        do {
            let encoder = try pipeline.handler(type: HTTPResponseEncoder.self)
            try pipeline.addHandler(shaper, position: .before(encoder))
        } catch {
            self.logger.error("\(error)")
        }
    }

    /// The answer has left as a whole.
    func end(_ ending: AnswerEnding, _ exchange: Exchange, closes: Bool, context: ChannelHandlerContext) {
        self.recordAnswered(at: context.eventLoop.now)
        switch self.state {
        case .lingering, .closed: break
        case .idle:
            if let fault = ending.idleFault { return self.breakConnection(fault, exchange, context: context) }
            self.awaitNextRequest()
        case .answered(let exchange):
            if closes { return self.linger(context: context) }
            self.awaitRest(exchange)
            self.changeExchange { $0.idleFault = ending.idleFault }
        case .receiving, .working: break
        }
        self.endAnswer(context: context)
    }
}

extension TLSBreak {
    /// `nil` for what is no break of TLS.
    fileprivate init?(_ kind: InjectedFault.Kind) {
        switch kind {
        case .close, .stall: return nil
        case .reset: self = .reset
        case .truncate: self = .truncate
        case .badRecordMAC: self = .badRecordMAC
        case .recordOverflow: self = .recordOverflow
        case .unexpectedMessage: self = .unexpectedMessage
        }
    }
}
