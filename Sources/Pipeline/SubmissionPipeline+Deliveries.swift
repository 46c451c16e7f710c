public import Domain
import Foundation

// What becomes of deliveries after they were accepted.
extension SubmissionPipeline {
    /// Validates an accepted file and keeps what was found. Blocking, for as long as one reading of the file takes; on a
    /// thread where nobody waits for an answer.
    ///
    /// - Throws: when the file cannot be read or the report not be kept; the delivery then stays Bearbetar.
    public func validate(_ id: DeliveryID, isCancelled: @escaping @Sendable () -> Bool = { false }) throws {
        guard let delivery = try self.store.delivery(id), delivery.awaitsValidation else { return }
        let report = try self.validator.validate(
            path: self.folder.filePath(id),
            SubmissionFacts(delivery),
            isCancelled: isCancelled
        )
        try self.change(id) { $0.settle(report, at: self.now(of: $0.user)) }
    }

    /// What is known of a delivery. Blocking.
    ///
    /// - Throws: 404 when there is none that the reporter may see; otherwise the store's failure.
    public func history(_ id: DeliveryID, reporter: Reporter) throws -> HistoryEntry {
        if let upload = self.uploads.upload(id), !upload.isLone, !upload.isUnacknowledged,
            reporter.user.mayRead(SubmissionFacts(upload.key), of: upload.user)
        {
            return HistoryEntry(id: id, status: .processing, submitted: upload.beganAt)
        }
        guard let delivery = try self.store.delivery(id),
            reporter.user.mayRead(SubmissionFacts(delivery), of: delivery.user)
        else { throw Problem.deliveryUnknown(id) }
        let now = self.now(of: delivery.user)
        let status =
            delivery.isChangedByPoll(at: now)
            ? try self.change(id) { $0.poll(at: now) } ?? delivery.status(at: now)
            : delivery.status(at: now)
        return HistoryEntry(id: id, status: status, submitted: delivery.submittedAt)
    }

    /// Whose file a history call asks for. Blocking.
    ///
    /// - Returns: `nil` when there is none that the reporter may see.
    public func file(of id: DeliveryID, reporter: Reporter) throws -> (SubmissionFacts, name: String)? {
        let upload = self.uploads.upload(id).map { (SubmissionFacts($0.key), name: $0.key.fileName, user: $0.user) }
        let file = try upload ?? self.store.delivery(id).map { (SubmissionFacts($0), name: $0.fileName, user: $0.user) }
        guard let (facts, name, user) = file, reporter.user.mayRead(facts, of: user) else { return nil }
        return (facts, name)
    }

    /// Sends a delivery that a scenario leads on to its next step. Blocking.
    ///
    /// - Returns: whether there was such a delivery, and a step to go on to.
    public func release(_ id: DeliveryID) throws -> Bool {
        try self.change(id) { $0.release(at: self.now(of: $0.user)) } ?? false
    }

    /// The delivery as it stands. Blocking.
    ///
    /// - Returns: `nil` when there is none; an upload is none yet.
    public func delivery(_ id: DeliveryID) throws -> Delivery? { try self.store.delivery(id) }

    func change<Value>(_ id: DeliveryID, _ change: (inout Delivery) -> Value) throws -> Value? {
        let uploads = self.uploads
        return try self.store.change(id) { delivery in
            let value = change(&delivery)
            uploads.update(delivery)
            return value
        }
    }

    /// How the life of a file begins that was just accepted.
    func life(of checked: CheckedFile, course: DeliveryCourse?, at now: Date) -> DeliveryLife {
        if let course { return .scripted(course, CoursePlace(start: now, in: course)) }
        let facts = SubmissionFacts(checked.assembled.fragment.parameters)
        return .validated(
            settlesAt: now.addingTimeInterval(self.policy.processingDelay.seconds),
            report: self.validator.hasWork(for: facts) ? nil : .empty
        )
    }
}

extension Delivery {
    /// Whether its file is still to be validated.
    var awaitsValidation: Bool { if case .validated(_, report: nil) = self.life { true } else { false } }
}

extension SubmissionFacts {
    fileprivate init(_ key: UploadKey) {
        self.init(
            organisation: key.organisation,
            program: key.program,
            period: key.period,
            format: key.format,
            version: key.version
        )
    }

    fileprivate init(_ delivery: Delivery) {
        self.init(
            organisation: delivery.organisation,
            program: delivery.program,
            period: delivery.period,
            format: delivery.format,
            version: delivery.version
        )
    }
}
