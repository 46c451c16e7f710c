import Logging
import NIOCore
import NIOPosix
import Pipeline

/// Sweeps the pipeline twice a minute, machine time.
final class Sweeper: Sendable {
    private let task: RepeatedTask

    init(_ pipeline: SubmissionPipeline, on eventLoop: any EventLoop, work: BlockingWork, logger: Logger) {
        let round = TimeAmount.seconds(30)
        self.task = eventLoop.scheduleRepeatedAsyncTask(initialDelay: round, delay: round) { _ in
            work.storage.runIfActive(eventLoop: eventLoop) { try pipeline.sweep() }
                .recover { logger.error("the sweep failed and will be tried again: \($0)") }
        }
    }

    func stop() {
        self.task.cancel()
    }
}
