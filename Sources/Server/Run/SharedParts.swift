import Domain
import Foundation
import Logging
import NIOCore
import NIOPosix
import PKI
import Scenarios
import Settings
import Validation

/// What the environments of one emulator share: nothing in it carries what one of them was told into the other.
struct SharedParts: Sendable {
    let settings: Settings
    let settingsText: String
    let host: String
    let schemas: SchemaCatalogue
    let certificates: CertificateFolder
    let data: DataFolder
    let work: BlockingWork
    let group: MultiThreadedEventLoopGroup
    let clocks: EmulatorClocks
    let scenarios: [Scenario]
    let scenarioSources: [String]
    let seed: Seed
    let logger: Logger

    /// Blocking while keys are made.
    ///
    /// - Throws: the failure of a folder; then nothing was begun.
    static func make(
        _ options: ServeOptions,
        clocks: EmulatorClocks,
        logger: Logger
    ) throws -> SharedParts {
        let parts = SharedParts(
            settings: options.settings,
            settingsText: options.settingsText,
            host: options.host,
            schemas: try SchemaCatalogue(options.settings.formats),
            certificates: try CertificateFolder.open(options, now: clocks.now),
            data: try DataFolder(path: options.dataFolder),
            work: .started(validationThreads: options.settings.validation.atOnce),
            group: MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount),
            clocks: clocks,
            scenarios: options.scenarios,
            scenarioSources: options.scenarioSources,
            seed: options.seed,
            logger: logger
        )
        for change in parts.certificates.changes { logger.notice("certificates: \(change)") }
        for warning in parts.certificates.warnings { logger.warning("certificates: \(warning)") }
        return parts
    }

    /// Ends the threads and removes what was to be temporary, after everything that used them has ended.
    func release() async throws {
        // One part that fails to end must not keep the others.
        let ends = [
            await Result.outcome { try await self.work.stop() },
            await Result.outcome { try await self.group.shutdownGracefully() },
        ]
        self.data.removeIfTemporary()
        for end in ends { try end.get() }
    }
}

extension Result where Failure == any Error {
    static func outcome(of body: () async throws -> Success) async -> Result {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
