import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import TLS

/// An answer as it was handed to the encoder.
struct Reply: Equatable, Sendable {
    var status: UInt
    var headers: HTTPHeaders
    var body = ""

    var connection: String? { self.headers.first(name: "Connection") }
}

/// What the handler did to its connection.
enum Happening: Equatable, Sendable {
    case continued
    case answered(Reply)
    case read
    case closedOutput
    case closed
    /// TLS was told to break the connection.
    case broken(TLSBreak)
}

/// Stands where the socket would: what leaves through it is kept in order.
///
/// An embedded channel knows no half-closing, so the closing of the output ends here.
final class Recorder: ChannelOutboundHandler, Sendable {
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let log = NIOLockedValueBox<[Happening]>([])
    private let reply = NIOLockedValueBox<Reply?>(nil)
    private let arrivals: AsyncStream<Void>.Continuation
    /// One element for each happening.
    let stream: AsyncStream<Void>

    init() {
        (self.stream, self.arrivals) = AsyncStream.makeStream()
    }

    /// Those that nobody has taken yet.
    var pending: [Happening] { self.log.withLockedValue { $0 } }

    func take() -> Happening? { self.log.withLockedValue { $0.isEmpty ? nil : $0.removeFirst() } }

    private func record(_ happening: Happening) {
        self.log.withLockedValue { $0.append(happening) }
        self.arrivals.yield()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch Self.unwrapOutboundIn(data) {
        case .head(let head) where head.status == .continue: self.record(.continued)
        case .head(let head):
            self.reply.withLockedValue { $0 = Reply(status: head.status.code, headers: head.headers) }
        case .body(.byteBuffer(let bytes)):
            self.reply.withLockedValue { $0?.body += String(buffer: bytes) }
        case .body(.fileRegion): break
        case .end:
            if let reply = self.reply.withLockedValue({ $0 }) { self.record(.answered(reply)) }
        }
        context.write(data, promise: promise)
    }

    func read(context: ChannelHandlerContext) {
        self.record(.read)
        context.read()
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        if let event = event as? TLSBreak { self.record(.broken(event)) }
        promise?.succeed()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output {
            self.record(.closedOutput)
            promise?.succeed()
        } else {
            self.record(.closed)
            context.close(mode: mode, promise: promise)
        }
    }
}
