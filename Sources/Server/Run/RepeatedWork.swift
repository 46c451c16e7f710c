import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// Does one piece of blocking work again and again, off the event loops, with a pause of machine time before each.
final class RepeatedWork: Sendable {
    private let eventLoop: any EventLoop
    private let task: RepeatedTask
    /// The run that began last; never fails.
    private let lastRun: NIOLockedValueBox<EventLoopFuture<Void>?>

    /// - Parameters:
    ///   - name: what is done, for the log: `the sweep`.
    ///   - body: done next time all the same when it fails, which is logged.
    init(
        _ name: String,
        every pause: TimeAmount,
        on eventLoop: any EventLoop,
        work: BlockingWork,
        logger: Logger,
        _ body: @escaping @Sendable () throws -> Void
    ) {
        let lastRun = NIOLockedValueBox<EventLoopFuture<Void>?>(nil)
        self.eventLoop = eventLoop
        self.lastRun = lastRun
        self.task = eventLoop.scheduleRepeatedAsyncTask(initialDelay: pause, delay: pause) { _ in
            let run = work.storage.runIfActive(eventLoop: eventLoop, body)
                .recover { logger.error("\(name) failed and will be tried again: \($0)") }
            lastRun.withLockedValue { $0 = run }
            return run
        }
    }

    /// Returns when it is not being done any more and never will be.
    func stop() async throws {
        let cancelled = self.eventLoop.makePromise(of: Void.self)
        self.task.cancel(promise: cancelled)
        try await cancelled.futureResult.get()
        // What had begun by then is no part of the cancellation.
        try await self.lastRun.withLockedValue { $0 }?.get()
    }
}
