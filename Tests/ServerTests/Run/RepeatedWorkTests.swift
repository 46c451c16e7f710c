import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(5))) struct RepeatedWorkTests {
    private struct Failure: Error {}

    private func withWork(_ body: (BlockingWork, any EventLoop) async throws -> Void) async throws {
        let work = BlockingWork.started(storageThreads: 1, checkThreads: 1)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        try await body(work, group.next())
        try await work.stop()
        try await group.shutdownGracefully()
    }

    @Test("The work is done again and again, also after it has failed, which is told")
    func again() async throws {
        try await self.withWork { work, eventLoop in
            let (runs, continuation) = AsyncStream<Int>.makeStream()
            let (count, log) = (NIOLockedValueBox(0), LogLines())
            let repeated = RepeatedWork(
                "the work",
                every: .milliseconds(1),
                on: eventLoop,
                work: work,
                logger: log.logger
            ) {
                #expect(!eventLoop.inEventLoop)
                let run = count.withLockedValue { count in
                    count += 1
                    return count
                }
                continuation.yield(run)
                if run == 2 { throw Failure() }
            }
            var seen: [Int] = []
            for await run in runs {
                seen.append(run)
                if run == 4 { break }
            }
            try await repeated.stop()
            #expect(seen == [1, 2, 3, 4])
            #expect(log.take() == ["error the work failed and will be tried again: Failure()"])
        }
    }

    @Test("When it has been stopped, no run is under way and none begins")
    func stop() async throws {
        try await self.withWork { work, eventLoop in
            let (begun, continuation) = AsyncStream<Void>.makeStream()
            let (begins, ends) = (NIOLockedValueBox(0), NIOLockedValueBox(0))
            let logger = LogLines().logger
            let repeated = RepeatedWork("the work", every: .zero, on: eventLoop, work: work, logger: logger) {
                begins.withLockedValue { $0 += 1 }
                continuation.yield()
                // Long enough that a stop which did not wait would return in the midst.
                let sum = (0..<1_000_000).reduce(0, &+)
                ends.withLockedValue { $0 += sum > 0 ? 1 : 0 }
            }
            for await _ in begun { break }
            try await repeated.stop()
            let count = begins.withLockedValue { $0 }
            #expect(ends.withLockedValue { $0 } == count)
            for _ in 1...3 { try await eventLoop.submit {}.get() }
            try await work.storage.runIfActive {}
            #expect(begins.withLockedValue { $0 } == count)
        }
    }
}
