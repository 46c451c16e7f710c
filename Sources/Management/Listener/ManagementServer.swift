import Foundation
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
public import Server
import ServiceLifecycle

/// The listener through which tests and tools control a running emulator (docs/control.md): plain HTTP on a port and a
/// thread of its own, so that no setting of the M2M port can lock anybody out.
///
/// ``start(_:_:logger:)`` returns when it accepts connections; ``stop()`` returns when it has let go of everything. Any
/// thread may use it.
public final class ManagementServer: Sendable {
    /// The port it was bound to.
    public let port: Int
    /// `http://127.0.0.1:8480`, without a final slash.
    public let baseURL: String

    private let group: ServiceGroup
    private let running: Task<Void, any Error>
    private let threads: MultiThreadedEventLoopGroup

    private init(
        port: Int,
        baseURL: String,
        group: ServiceGroup,
        running: Task<Void, any Error>,
        threads: MultiThreadedEventLoopGroup
    ) {
        self.port = port
        self.baseURL = baseURL
        self.group = group
        self.running = running
        self.threads = threads
    }

    /// - Parameter emulator: what is controlled; to be stopped after this.
    /// - Throws: ``ManagementError`` when it cannot listen, or may not; nothing is left running.
    public static func start(
        _ emulator: Emulator,
        _ options: ManagementOptions,
        logger: Logger
    ) async throws -> ManagementServer {
        guard options.token != nil || LoopbackHost.contains(options.host) else {
            throw ManagementError.beyondLoopback(options.host)
        }
        let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let desk = ControlDesk(emulator: emulator, limits: options.limits)
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let group = self.group(desk, options, threads: threads, logger: logger, bound: bound)
        let running = Task {
            defer { bound.finish() }
            try await group.run()
        }
        guard let port = await ports.first(where: { _ in true }) else {
            try? await threads.shutdownGracefully()
            throw await self.reason(running, options)
        }
        let baseURL = "http://\(HostName(options.host).text):\(port)"
        return ManagementServer(port: port, baseURL: baseURL, group: group, running: running, threads: threads)
    }

    private static func group(
        _ desk: ControlDesk,
        _ options: ManagementOptions,
        threads: MultiThreadedEventLoopGroup,
        logger: Logger,
        bound: AsyncStream<Int>.Continuation
    ) -> ServiceGroup {
        let table = RouteTable.all
        let access = AccessRule(host: options.host, token: options.token)
        // What Hummingbird has to say of itself is not the reader's matter.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let application = Application(
            router: table.router(for: desk, access: access, logger: logger),
            server: .http1(configuration: HTTP1Channel.Configuration(options.limits)),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port),
                availableConnectionsDelegate: .maximum(options.limits.connections, logger: quiet)
            ),
            onServerRunning: { channel in bound.yield(channel.localAddress?.port ?? 0) },
            eventLoopGroupProvider: .shared(threads),
            logger: quiet
        )
        var configuration = ServiceGroupConfiguration(services: [.init(service: application)], logger: quiet)
        configuration.maximumGracefulShutdownDuration = options.limits.shutdownGrace
        return ServiceGroup(configuration: configuration)
    }

    /// Why it did not come to listen.
    private static func reason(_ running: Task<Void, any Error>, _ options: ManagementOptions) async -> any Error {
        switch await running.result {
        case .failure(let error as IOError):
            return error.errnoCode == EADDRNOTAVAIL
                ? ManagementError.unknownHost(options.host)
                : ManagementError.cannotBind(host: options.host, port: options.port, reason: error.errnoCode)
        case .failure(is SocketAddressError): return ManagementError.unknownHost(options.host)
        case .failure(let error): return error
        case .success: return CancellationError()
        }
    }

    /// Accepts nothing more, finishes requests in flight for as long as ``ManagementLimits/shutdownGrace`` allows, and lets
    /// go of the port. A second call does nothing.
    public func stop() async throws {
        await self.group.triggerGracefulShutdown()
        let end = await self.running.result
        try await self.threads.shutdownGracefully()
        // Requests that took longer than they may were cancelled; that is no failure of stopping.
        if case .failure(let error) = end, !(error is CancellationError) { throw error }
    }
}

extension HTTP1Channel.Configuration {
    init(_ limits: ManagementLimits) {
        self.init(
            additionalChannelHandlers: [ConnectionGuard(drain: .seconds(2))],
            idleTimeout: TimeAmount(limits.idle),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headerBytes,
                maxHeaderListSize: limits.headerBytes,
                maxHeaderFieldCount: 100
            )
        )
    }
}
