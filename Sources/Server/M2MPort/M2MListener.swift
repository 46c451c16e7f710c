import Domain
import Foundation
import Logging
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOPosix
import Pipeline
import TLS

/// The listening port of one environment: each connection gets TLS, HTTP/1.1 and a handler of its own.
struct M2MListener: Sendable {
    private let channel: any Channel
    private let quiescing: ServerQuiescingHelper

    /// The port that clients connect to.
    let port: Int

    /// Binds and accepts.
    ///
    /// - Parameter port: 0 for any free one.
    static func bind(
        host: String,
        port: Int,
        tls: TLSServerContext,
        m2m: M2MPort,
        group: any EventLoopGroup,
        logger: Logger
    ) async throws -> M2MListener {
        let quiescing = ServerQuiescingHelper(group: group)
        let connections = ConnectionCount(limit: m2m.limits.connections)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(quiescing.makeServerChannelHandler(channel: channel))
                }
            }
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 2048, initial: 4096, maximum: 256 * 1024)
            )
            .childChannelInitializer { channel in
                guard connections.enter() else {
                    logger.warning("connection refused: limits.connections of \(m2m.limits.connections) is reached")
                    return channel.close()
                }
                channel.closeFuture.whenComplete { _ in connections.leave() }
                return channel.eventLoop.makeCompletedFuture {
                    try Self.configure(channel, tls: tls, m2m: m2m, logger: logger)
                }
            }
        let channel = try await Self.bind(bootstrap, host: host, port: port, of: m2m.pipeline.environment)
        guard let bound = channel.localAddress?.port else {
            throw EmulatorError.notListening(host: host)
        }
        return M2MListener(channel: channel, quiescing: quiescing, port: bound)
    }

    private static func bind(
        _ bootstrap: ServerBootstrap,
        host: String,
        port: Int,
        of environment: EnvironmentName
    ) async throws -> any Channel {
        do {
            return try await bootstrap.bind(host: host, port: port).get()
        } catch let error as IOError {
            throw EmulatorError.cannotBind(host: host, port: port, of: environment, reason: error.errnoCode)
        } catch is SocketAddressError {
            throw EmulatorError.unknownHost(host)
        }
    }

    /// Stops accepting, lets requests in flight finish, and closes what is left after `grace`.
    func stop(grace: TimeAmount) async throws {
        let promise = self.channel.eventLoop.makePromise(of: Void.self)
        self.quiescing.initiateShutdown(promise: promise)
        let deadline = self.channel.eventLoop.scheduleTask(in: grace) { promise.succeed() }
        try await promise.futureResult.get()
        deadline.cancel()
    }

    private static func text(_ address: SocketAddress) -> String {
        "\(address.ipAddress ?? "unknown"):\(address.port ?? 0)"
    }

    private static func configure(_ channel: any Channel, tls: TLSServerContext, m2m: M2MPort, logger: Logger) throws {
        var logger = logger
        let peer = channel.remoteAddress.map(Self.text) ?? "unknown"
        logger[metadataKey: "peer"] = .string(peer)
        let pipeline = channel.pipeline.syncOperations
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderListSize = max(m2m.limits.headerBytes, m2m.limits.targetBytes * 2)
        limits.maxHeaderFieldSize = limits.maxHeaderListSize
        try pipeline.addHandlers([
            TLSServerHandler(context: tls, handshakeLimit: m2m.limits.handshake),
            HTTPResponseEncoder(),
            ByteToMessageHandler(
                HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: limits),
                maximumBufferSize: 1 << 20
            ),
            HTTPServerPipelineHandler(),
        ])
        try pipeline.addHandler(M2MConnectionHandler(port: m2m, peer: peer, logger: logger))
    }
}
