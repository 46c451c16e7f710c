import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// Runs until whoever started the program is gone, which then ends the emulator too.
struct ParentWatch: Service {
    let parent: ParentAtStart
    let logger: Logger

    /// Longer than nobody minds, and rare enough to cost nothing.
    private static let pause: Int32 = 200

    func run() async throws {
        self.logger.info(
            "stops when process \(self.parent.process)\(self.parent.hasInput ? " or standard input" : "") ends"
        )
        for await end in self.ends().cancelOnGracefulShutdown() {
            self.logger.notice("stopping: \(end) (--exit-with-parent)")
            return
        }
    }

    /// Watched by a thread of its own, since looking means waiting.
    private func ends() -> AsyncStream<String> {
        AsyncStream { continuation in
            let isOver = Over()
            continuation.onTermination = { _ in isOver.flag.store(true, ordering: .relaxed) }
            Thread.detachNewThread { [parent] in
                while !isOver.flag.load(ordering: .relaxed) {
                    guard let end = parent.end(within: Self.pause) else { continue }
                    continuation.yield(end)
                    return continuation.finish()
                }
            }
        }
    }

    private final class Over: Sendable {
        let flag = Atomic(false)
    }
}
