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
        /// How many files of each user.
        var files: [String: Int] = [:]
        var callers: [(isMeant: @Sendable (String) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []

        func isUnderWay(_ isMeant: (String) -> Bool) -> Bool { self.files.keys.contains(where: isMeant) }

        /// - Returns: the callers who wait for nothing any more.
        mutating func takeDone() -> [CheckedContinuation<Void, Never>] {
            let done = self.callers.filter { !self.isUnderWay($0.isMeant) }
            self.callers = self.callers.filter { self.isUnderWay($0.isMeant) }
            return done.map(\.continuation)
        }
    }

    init(_ pipeline: SubmissionPipeline, threads: NIOThreadPool, logger: Logger) {
        self.pipeline = pipeline
        self.threads = threads
        self.logger = logger
    }

    /// Takes up what an earlier process left; none of that is a sandbox's.
    func begin() {
        for id in self.pipeline.unvalidated { self.add(id, of: "") }
    }

    /// - Parameter user: whose file it is.
    func add(_ id: DeliveryID, of user: String) {
        self.waiting.withLockedValue { $0.files[user, default: 0] += 1 }
        self.threads.submit { state in
            // Threads that end leave it for the next start.
            if state == .active { self.validate(id) }
            self.end(user)
        }
    }

    /// Returns when no accepted file of the users meant waits for its validation any more; at once when none does.
    func settled(_ isMeant: @escaping @Sendable (String) -> Bool = { _ in true }) async {
        await withCheckedContinuation { continuation in
            let isIdle = self.waiting.withLockedValue { waiting in
                guard waiting.isUnderWay(isMeant) else { return true }
                waiting.callers.append((isMeant, continuation))
                return false
            }
            if isIdle { continuation.resume() }
        }
    }

    private func end(_ user: String) {
        let done = self.waiting.withLockedValue { waiting in
            let left = (waiting.files[user] ?? 1) - 1
            waiting.files[user] = left > 0 ? left : nil
            return left > 0 ? [] : waiting.takeDone()
        }
        for continuation in done { continuation.resume() }
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
            // A delivery may be removed with its sandbox while it is validated; then nobody waits for the outcome.
            if case .success(nil) = Result(catching: { try self.pipeline.delivery(id) }) { return }
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
