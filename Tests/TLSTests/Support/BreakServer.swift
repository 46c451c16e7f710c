import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import TLS

/// A server with a socket. It answers the first bytes of each connection and breaks it; the answer is left unflushed.
final class BreakServer: Sendable {
    /// What became of one connection: whether it was broken, and the failures that TLS told.
    struct End: Sendable {
        var broken = "none"
        var failures: [TLSFailureCause] = []
    }

    private let channel: any Channel
    let ends: AsyncStream<End>

    var port: Int { self.channel.localAddress?.port ?? 0 }

    /// - Parameter answer: how many bytes.
    init(_ way: TLSBreak, answer: Int = 6) async throws {
        let context = try ServerFixture.context(trusting: .make())
        let (ends, continuation) = AsyncStream.makeStream(of: End.self)
        self.ends = ends
        self.channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        TLSServerHandler(context: context, handshakeLimit: .seconds(10)),
                        Application(way, answer: answer, ends: continuation),
                    ])
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func stop() async throws { try await self.channel.close() }

    private final class Application: ChannelDuplexHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let way: TLSBreak
        private let answer: Int
        private let ends: AsyncStream<End>.Continuation
        private var end = End()
        private var isAnswered = false

        init(_ way: TLSBreak, answer: Int, ends: AsyncStream<End>.Continuation) {
            self.way = way
            self.answer = answer
            self.ends = ends
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard !self.isAnswered else { return }
            self.isAnswered = true
            context.write(
                Self.wrapOutboundOut(ByteBuffer(repeating: UInt8(ascii: "a"), count: self.answer)),
                promise: nil
            )
            let broken = context.eventLoop.makePromise(of: Void.self)
            context.triggerUserOutboundEvent(self.way, promise: broken)
            broken.futureResult.assumeIsolated().whenComplete { result in
                switch result {
                case .success: self.end.broken = "success"
                case .failure(let error): self.end.broken = "\(error)"
                }
            }
        }

        /// As NIO's HTTP pipelining does: one request at a time.
        func read(context: ChannelHandlerContext) {
            if !self.isAnswered { context.read() }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            if let failure = error as? TLSFailure { self.end.failures.append(failure.cause) }
        }

        func channelActive(context: ChannelHandlerContext) {
            context.channel.closeFuture.assumeIsolated().whenComplete { _ in self.ends.yield(self.end) }
            context.fireChannelActive()
        }
    }
}
