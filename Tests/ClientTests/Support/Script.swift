import Client
import Domain
import Foundation
import NIOConcurrencyHelpers

/// A client that sends a file of 25 bytes in pieces of ten to a server that follows a script.
struct Script {
    static let id = "7d2cc158-977a-406f-9204-9c426686f36e"
    static let other = "00000000-977a-406f-9204-9c426686f36e"

    let transport: ScriptedTransport
    let pace = TestPace()
    let events = NIOLockedValueBox<[ClientEvent]>([])
    var policy = ClientPolicy()
    var closing = FragmentPlan.Closing.lastBytes
    var size = 25

    init(_ replies: ScriptedTransport.Reply...) {
        self.init(replies: replies)
    }

    init(replies: [ScriptedTransport.Reply]) {
        self.transport = ScriptedTransport(replies)
    }

    func with(_ change: (inout Script) -> Void) -> Script {
        var script = self
        change(&script)
        return script
    }

    var client: M2MClient {
        let events = self.events
        return M2MClient(self.transport, policy: self.policy, pace: self.pace) { event in
            events.withLockedValue { $0.append(event) }
        }
    }

    /// What became of it: the id, or the error.
    func deliver(awaitingOutcome: Bool = false) async throws -> Result<SentFile, ClientError> {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("m2m-client-\(UUID().uuidString)").path
        try Data(repeating: 0x61, count: self.size).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try OutgoingFile.example(path)
        let plan = FragmentPlan(size: self.size, fragmentBytes: 10, closing: self.closing)
        let client = self.client
        do throws(ClientError) {
            return .success(try await client.deliver(file, plan: plan, awaitingOutcome: awaitingOutcome))
        } catch {
            return .failure(error)
        }
    }
}

extension OutgoingFile {
    static func example(_ path: String, name: String? = "a b.xml") throws -> OutgoingFile {
        try OutgoingFile(
            path: path,
            name: name,
            organisation: OrganisationNumber("9990000045")!,
            program: .vinn,
            period: ReferencePeriod("2026-09-30")!,
            format: "V40"
        )
    }
}

extension Result where Failure == ClientError {
    var error: ClientError? { if case .failure(let error) = self { error } else { nil } }
    var value: Success? { try? self.get() }
}
