public import Client
public import Domain
import Foundation

/// A small well-behaved client of the interface, over real mutual TLS: heartbeat before a file, its cookie with every call,
/// fragments in order. It is there so that a test of what comes after a delivery need not bring one.
///
/// It tries each call once, so that what a scenario does to it is seen. Any task may use it; its connection ends with the
/// emulator.
public final class TestClient: Sendable {
    private let client: M2MClient
    /// For the files that are sent.
    private let folder: String

    init(_ transport: HTTPTransport, folder: String) {
        var policy = ClientPolicy()
        policy.attempts = 1
        policy.beginnings = 0
        self.client = M2MClient(transport, policy: policy)
        self.folder = folder
    }

    /// Begins a session, or renews it. ``deliver(_:plan:)`` does so by itself.
    ///
    /// - Throws: `ClientError` when it is refused, or nobody answers.
    public func heartbeat() async throws(ClientError) { try await self.client.heartbeat() }

    /// Sends a file, in as many fragments as it takes, and does not wait for what becomes of it.
    ///
    /// - Parameters:
    ///   - file: by default a V40 file in which validation finds nothing.
    ///   - plan: which bytes go with which fragment; by default as few fragments as SCB allows, before an empty -1 where there
    ///     is one alone.
    /// - Returns: the delivery's id.
    /// - Throws: `ClientError` when it is refused.
    @discardableResult
    public func deliver(_ file: TestFile = TestFile(), plan: FragmentPlan? = nil) async throws -> DeliveryID {
        let path = "\(self.folder)/sent-\(UUID().uuidString)"
        try file.content.write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let outgoing = try OutgoingFile(
            path: path,
            name: file.name,
            organisation: file.organisation,
            program: file.program,
            period: file.period,
            format: file.format,
            version: file.version
        )
        return try await self.client.deliver(outgoing, plan: plan, awaitingOutcome: false).id
    }

    /// Asks once what has become of a delivery.
    ///
    /// - Throws: `ClientError` when it is refused: an unknown id, or somebody else's.
    public func history(_ id: DeliveryID) async throws(ClientError) -> DeliveryHistory {
        try await self.client.history(id)
    }
}
