import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Keeps one connection from being held by what is no request: answers malformed HTTP with a problem, and closes when a
/// request that was answered early does not end.
///
/// Everything happens on the connection's event loop.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long the rest of a request that was answered early is read, so that its sender comes to read the answer.
    private let drain: TimeAmount
    private var isReading = false
    private var unanswered = 0
    private var closing: Scheduled<Void>?

    init(drain: TimeAmount) {
        self.drain = drain
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch self.unwrapInboundIn(data) {
        case .head:
            self.isReading = true
            self.unanswered += 1
        case .end:
            self.isReading = false
            self.closing?.cancel()
            self.closing = nil
        case .body: break
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = self.unwrapOutboundIn(data) {
            self.unanswered -= 1
            if self.isReading { self.closeSoon(context) }
        }
        context.write(data, promise: promise)
    }

    private func closeSoon(_ context: ChannelHandlerContext) {
        guard self.closing == nil else { return }
        self.closing = context.eventLoop.assumeIsolated().scheduleTask(in: self.drain) { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError, self.unanswered == 0 else { return context.fireErrorCaught(error) }
        let problem = ControlProblem.requestMalformed
        let body = problem.body(instance: "", traceID: TraceID.make())
        var head = HTTPResponse(status: .badRequest, headerFields: problem.answerHeaders)
        head.headerFields[.connection] = "close"
        head.headerFields[.contentLength] = "\(body.readableBytes)"
        context.write(self.wrapOutboundOut(.head(head)), promise: nil)
        context.write(self.wrapOutboundOut(.body(body)), promise: nil)
        context.writeAndFlush(self.wrapOutboundOut(.end(nil)), promise: nil)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.closing?.cancel()
        self.closing = nil
        context.fireChannelInactive()
    }
}
