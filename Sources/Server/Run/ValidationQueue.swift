import Domain
import Logging
import NIOConcurrencyHelpers
import NIOPosix
import Pipeline

/// Validates accepted files one after the other on threads of their own, so that no answer waits for it.
///
/// Keeps ids only, however many files wait; what waits when the process ends is taken up at the next start.
final class ValidationQueue: Sendable {
    private let pipeline: SubmissionPipeline
    private let threads: NIOThreadPool
    private let logger: Logger
    private let isCancelled = NIOLockedValueBox(false)
    private let waiting = NIOLockedValueBox(Waiting())

    /// What is under way, and who waits for its end.
    private struct Waiting {
        var files = 0
        var continuations: [CheckedContinuation<Void, Never>] = []
    }

    init(_ pipeline: SubmissionPipeline, threads: NIOThreadPool, logger: Logger) {
        self.pipeline = pipeline
        self.threads = threads
        self.logger = logger
    }

    /// Takes up what an earlier process left.
    func begin() {
        for id in self.pipeline.unvalidated { self.add(id) }
    }

    func add(_ id: DeliveryID) {
        self.waiting.withLockedValue { $0.files += 1 }
        self.threads.submit { state in
            // Threads that end leave it for the next start.
            if state == .active { self.validate(id) }
            self.end()
        }
    }

    /// Returns when no accepted file waits for its validation any more; at once when none does.
    func settled() async {
        await withCheckedContinuation { continuation in
            let isIdle = self.waiting.withLockedValue { waiting in
                if waiting.files > 0 { waiting.continuations.append(continuation) }
                return waiting.files == 0
            }
            if isIdle { continuation.resume() }
        }
    }

    private func end() {
        let continuations = self.waiting.withLockedValue { waiting in
            waiting.files -= 1
            guard waiting.files == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { waiting.continuations = [] }
            return waiting.continuations
        }
        for continuation in continuations { continuation.resume() }
    }

    /// Lets validations end where they are.
    func cancel() { self.isCancelled.withLockedValue { $0 = true } }

    private func validate(_ id: DeliveryID) {
        let isCancelled = self.isCancelled
        do {
            try self.pipeline.validate(id) { isCancelled.withLockedValue { $0 } }
            try self.log(id)
        } catch ValidationFailure.cancelled {
            self.logger.notice("\(ValidationFailure.cancelled)", metadata: ["delivery": .stringConvertible(id)])
        } catch {
            self.logger.error("\(error)", metadata: ["delivery": .stringConvertible(id)])
        }
    }

    private func log(_ id: DeliveryID) throws {
        guard let delivery = try self.pipeline.delivery(id), let report = delivery.report else { return }
        var metadata: Logger.Metadata = ["delivery": .stringConvertible(id), "user": .string(delivery.user)]
        for (severity, count) in report.counts { metadata[severity.rawValue.lowercased()] = .stringConvertible(count) }
        if let first = report.findings.first {
            metadata["first"] = .string(
                "line \(first.line), column \(first.column): \(first.message.en) (\(first.rule))"
            )
        }
        let outcome = DeliveryStatus(outcomeOf: report, in: delivery.program)
        self.logger.info("'\(delivery.fileName)' was validated: \(outcome.text)", metadata: metadata)
    }
}
