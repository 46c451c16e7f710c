import Domain
import Foundation
import Store
import TLS

@testable import Pipeline

/// What outlives a run of the emulator: its folder, the time, and what a client remembers of its session. The folder
/// goes with the last reference.
final class Installation {
    let clocks = EmulatorClocks(
        ControllableClock(startingAt: Date(timeIntervalSince1970: 1_800_000_000), isFrozen: true)
    )
    let identifiers = CountingIdentifiers()
    private let root: String
    private let spool: SpoolFolder
    /// The session of the clients that ``run(policy:users:store:_:)`` makes; opened by the first.
    private var cookies: [String]?

    init() throws {
        self.root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        self.spool = try SpoolFolder(path: "\(self.root)/files")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: self.root)
    }

    /// The one for all.
    var clock: ControllableClock { self.clocks.common }

    var filesFolder: String { "\(self.root)/files" }

    func store() throws -> EnvironmentStore { try EnvironmentStore(folder: self.root) }

    /// Starts the emulator, lets `body` be its client, and ends it as `kill -9` would: nothing is said or saved.
    func run<Result>(
        policy: PipelinePolicy = .usual(),
        users: [User] = [.bank, .fund, .closed],
        store: (any PipelineStore)? = nil,
        validator: any FileValidator = ToldValidator(),
        _ body: (Client) throws -> Result
    ) throws -> Result {
        let pipeline = try SubmissionPipeline(
            directory: ReporterDirectory(environment: .test, users: users),
            catalogue: .example,
            policy: policy,
            clocks: self.clocks,
            identifiers: self.identifiers,
            folder: self.spool,
            store: store ?? self.store(),
            validator: validator
        )
        let reporter = try pipeline.reporter(.good(.certificate("01")))
        if self.cookies == nil { self.cookies = [try pipeline.openSession(reporter).token] }
        return try body(Client(pipeline: pipeline, reporter: reporter, cookies: self.cookies ?? []))
    }

    // MARK: The disk

    /// The files that are there, deliveries' and others'.
    var files: Set<String> {
        get throws {
            self.spool.waitForRemovals()
            return Set(try FileManager.default.contentsOfDirectory(atPath: self.filesFolder))
        }
    }

    /// `nil` when there is no file.
    func content(of id: DeliveryID) -> String? {
        FileManager.default.contents(atPath: "\(self.filesFolder)/\(id)").map { String(decoding: $0, as: UTF8.self) }
    }
}

extension PresentedCertificate {
    /// A certificate whose chain the handshake found good.
    static func good(_ facts: CertificateFacts) -> PresentedCertificate {
        .unchecked(facts)
    }
}
