import NIOCore
import NIOPosix

/// The threads on which the pipeline may block.
struct BlockingWork: Sendable {
    /// For the disk and the database: short.
    let storage: NIOThreadPool
    /// For reading whole files: long, so that uploads do not wait for them.
    let checks: NIOThreadPool
    /// For validating accepted files, for which nobody waits.
    let validations: NIOThreadPool

    static func started(
        storageThreads: Int = max(2, System.coreCount),
        checkThreads: Int = 2,
        validationThreads: Int = 2
    ) -> BlockingWork {
        let work = BlockingWork(
            storage: NIOThreadPool(numberOfThreads: storageThreads),
            checks: NIOThreadPool(numberOfThreads: checkThreads),
            validations: NIOThreadPool(numberOfThreads: validationThreads)
        )
        work.storage.start()
        work.checks.start()
        work.validations.start()
        return work
    }

    /// Waits for what is running and starts nothing more.
    func stop() async throws {
        try await self.storage.shutdownGracefully()
        try await self.checks.shutdownGracefully()
        try await self.validations.shutdownGracefully()
    }
}
