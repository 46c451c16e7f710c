public import Domain
import Foundation
public import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
public import PKI
import Pipeline
import Settings
import Store
import TLS

/// A running emulator of the test environment.
///
/// ``start(_:clock:identifiers:logger:)`` returns when it accepts connections; ``stop()`` returns when it has let go of
/// everything.
public final class Emulator: Sendable {
    /// `https://127.0.0.1:8443/m2m/v2/`, the final slash included.
    public let baseURL: String
    public let port: Int
    /// Keys and certificates, for the emulator and for its clients.
    public let certificates: CertificateFolder
    /// Where the environment's deliveries are; files are named by their id.
    public let filesFolder: String

    /// Taken out by ``stop()``: what quiesces its connections must go before the event loops do.
    private let listener: NIOLockedValueBox<M2MListener?>
    private let pipeline: SubmissionPipeline
    private let work: BlockingWork
    private let group: MultiThreadedEventLoopGroup
    private let sweeper: Sweeper
    private let data: DataFolder
    private let grace: TimeAmount

    private init(
        host: String,
        listener: M2MListener,
        pipeline: SubmissionPipeline,
        parts: Parts,
        sweeper: Sweeper,
        grace: TimeAmount
    ) {
        self.port = listener.port
        self.baseURL = BaseURL.text(host: host, port: listener.port)
        self.certificates = parts.certificates
        self.filesFolder = parts.data.files(of: .test)
        self.listener = NIOLockedValueBox(listener)
        self.pipeline = pipeline
        self.work = parts.work
        self.group = parts.group
        self.sweeper = sweeper
        self.data = parts.data
        self.grace = grace
    }

    /// What is made before anything listens.
    private struct Parts {
        let certificates: CertificateFolder
        let data: DataFolder
        let work: BlockingWork
        let group: MultiThreadedEventLoopGroup
    }

    /// - Throws: ``EmulatorError``, or the failure of a part, each with a text for the user; nothing is left running.
    public static func start(
        _ options: ServeOptions,
        clock: any EmulatorClock = MachineClock(),
        identifiers: any IdentifierSource = RandomIdentifierSource(),
        logger: Logger
    ) async throws -> Emulator {
        let parts = Parts(
            certificates: try CertificateFolder.open(options, now: clock.now),
            data: try DataFolder(path: options.dataFolder),
            work: .started(),
            group: MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        )
        for change in parts.certificates.changes { logger.notice("certificates: \(change)") }
        do {
            return try await self.start(options, parts, clock: clock, identifiers: identifiers, logger: logger)
        } catch {
            try? await parts.work.stop()
            try? await parts.group.shutdownGracefully()
            parts.data.removeIfTemporary()
            throw error
        }
    }

    private static func start(
        _ options: ServeOptions,
        _ parts: Parts,
        clock: any EmulatorClock,
        identifiers: any IdentifierSource,
        logger: Logger
    ) async throws -> Emulator {
        let settings = options.settings
        let pipeline = try SubmissionPipeline(
            directory: ReporterDirectory(environment: .test, users: settings.environments[.test]?.users ?? []),
            catalogue: settings.formats,
            policy: settings.pipelinePolicy,
            clock: clock,
            identifiers: identifiers,
            folder: SpoolFolder(path: parts.data.files(of: .test)),
            store: EnvironmentStore(folder: parts.data.folder(of: .test))
        )
        let port = M2MPort(
            pipeline: pipeline,
            limits: settings.portLimits,
            work: parts.work,
            clock: clock,
            identifiers: identifiers
        )
        let listener = try await M2MListener.bind(
            host: options.host,
            port: options.port,
            tls: parts.certificates.tlsContext(sendsAuthorityNames: settings.tls.sendCANames),
            m2m: port,
            group: parts.group,
            logger: logger
        )
        return Emulator(
            host: options.host,
            listener: listener,
            pipeline: pipeline,
            parts: parts,
            sweeper: Sweeper(pipeline, on: parts.group.next(), work: parts.work, logger: logger),
            grace: TimeAmount(settings.limits.shutdownGrace)
        )
    }

    /// Forgets idle sessions and abandoned uploads now instead of at the next round.
    public func sweep() async throws {
        let pipeline = self.pipeline
        try await self.work.storage.runIfActive { try pipeline.sweep() }
    }

    /// Finishes requests in flight, for as long as `limits.shutdown-grace` allows, and lets go of everything. A second
    /// call does nothing.
    public func stop() async throws {
        guard try await self.stopListening() else { return }
        self.sweeper.stop()
        // One part that fails to end must not keep the others.
        let swept = await Result { try await self.sweep() }
        try await self.work.stop()
        try await self.group.shutdownGracefully()
        self.data.removeIfTemporary()
        try swept.get()
    }

    /// - Returns: whether there was anything to stop.
    private func stopListening() async throws -> Bool {
        let listener = self.listener.withLockedValue { listener in
            defer { listener = nil }
            return listener
        }
        try await listener?.stop(grace: self.grace)
        return listener != nil
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
