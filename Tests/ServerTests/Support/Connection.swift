import Domain
import Foundation
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Pipeline
import Scenarios
import Store

@testable import Server
@testable import TLS

/// A client's connection as the port sets it up, but for TLS: its handshake is only told of.
struct Connection {
    let port: M2MPort
    /// `name=value` of a session that is open.
    let cookie: String
    private let channel: NIOAsyncTestingChannel
    private let recorder: Recorder
    private var arrivals: AsyncStream<Void>.Iterator

    fileprivate init(_ port: M2MPort, cookie: String, logger: Logger) async throws {
        let (channel, recorder) = (NIOAsyncTestingChannel(), Recorder())
        try await channel.testingEventLoop.executeInContext {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandlers([
                HTTPResponseEncoder(),
                recorder,
                ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)),
                HTTPServerPipelineHandler(),
            ])
            try pipeline.addHandler(M2MConnectionHandler(port: port, logger: logger))
        }
        try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).get()
        (self.port, self.cookie, self.channel, self.recorder) = (port, cookie, channel, recorder)
        self.arrivals = recorder.stream.makeAsyncIterator()
    }

    /// What the loop has done and nobody has taken; complete only while no thread works for the connection.
    var pending: [Happening] { self.recorder.pending }

    /// Waits for what happens next; `nil` when the test was given up meanwhile.
    mutating func next() async -> Happening? {
        _ = await self.arrivals.next()
        return self.recorder.take()
    }

    /// - Returns: `nil` when something else than an answer happens next.
    mutating func reply() async -> Reply? {
        if case .answered(let reply) = await self.next() { reply } else { nil }
    }

    func send(_ text: String) async throws {
        try await self.channel.writeInbound(ByteBuffer(string: text))
    }

    func advance(_ time: TimeAmount) async {
        await self.channel.testingEventLoop.advanceTime(by: time)
    }

    /// The client shuts its side down.
    func closeInput() async throws {
        try await self.fire(ChannelEvent.inputClosed)
    }

    func read() async throws {
        try await self.channel.testingEventLoop.executeInContext { [channel] in channel.pipeline.read() }
    }

    func present(_ certificate: PresentedCertificate) async throws {
        try await self.fire(TLSHandshake(version: "TLSv1.3", serverName: nil, certificate: certificate))
    }

    fileprivate func finish() async {
        try? await self.channel.close().get()
    }

    private func fire(_ event: any Sendable) async throws {
        try await self.channel.testingEventLoop.executeInContext { [channel] in
            channel.pipeline.syncOperations.fireUserInboundEventTriggered(event)
        }
    }
}

/// Runs `body` with a connection of a user who has a session, to a port on a folder of its own.
///
/// - Parameters:
///   - scenario: the text of the one that is played.
///   - requiresSession: whether a fragment without a session is refused.
func withConnection(
    certificate: PresentedCertificate? = .unchecked(.bank),
    scenario: String? = nil,
    requiresSession: Bool = true,
    logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
    _ body: (inout Connection) async throws -> Void
) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("m2m-server-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let work = BlockingWork.started(storageThreads: 1, checkThreads: 1)
    do {
        let pipeline = try SubmissionPipeline.example(folder: folder, requiresSession: requiresSession)
        let port = M2MPort(
            pipeline: pipeline,
            limits: .short,
            work: work,
            identifiers: CountingIdentifiers(),
            validations: ValidationQueue(pipeline, threads: work.validations, logger: Logger(label: "test")),
            scenarios: ScenarioStage(
                ScenarioEngine(try scenario.map { [try Scenario.parse($0, file: "test.yaml")] } ?? [], seed: Seed(1)),
                pipeline: pipeline
            )
        )
        let session = try pipeline.openSession(pipeline.reporter(.unchecked(.bank)))
        var connection = try await Connection(
            port,
            cookie: "\(pipeline.cookieName)=\(session.token)",
            logger: logger
        )
        if let certificate { try await connection.present(certificate) }
        try await body(&connection)
        await connection.finish()
    } catch {
        try? await work.stop()
        throw error
    }
    try await work.stop()
}
