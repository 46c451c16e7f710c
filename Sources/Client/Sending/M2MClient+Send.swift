public import Domain

/// A file that was accepted whole.
public struct SentFile: Hashable, Sendable {
    public let id: DeliveryID
    /// How many calls the plan had; more may have been made.
    public let fragments: Int
    /// The last history of it; `nil` where none was asked for.
    public let history: DeliveryHistory?
}

extension M2MClient {
    /// Sends a file and awaits its final status; sends it again whole after Systemfel, as often as the policy says.
    ///
    /// - Throws: ``ClientError`` when it was not accepted, or has no final status in time. A bad status is no error: it is
    ///   in the history.
    public func deliver(
        _ file: OutgoingFile,
        plan: FragmentPlan? = nil,
        awaitingOutcome: Bool = true
    ) async throws(ClientError) -> SentFile {
        let plan = plan ?? FragmentPlan(size: file.size)
        var resends = 0
        while true {
            let (id, known) = try await self.send(file, plan: plan)
            guard awaitingOutcome else { return SentFile(id: id, fragments: plan.pieces.count, history: nil) }
            let history: DeliveryHistory
            if let known { history = known } else { history = try await self.outcome(of: id) }
            guard history.outcome == .systemFault, resends < self.policy.resends else {
                return SentFile(id: id, fragments: plan.pieces.count, history: history)
            }
            resends += 1
            self.report(.resending(after: id))
        }
    }

    /// Sends a file's fragments until -1 is accepted.
    ///
    /// - Returns: with the delivery its final status, where only history could tell that it was made.
    private func send(
        _ file: OutgoingFile,
        plan: FragmentPlan
    ) async throws(ClientError) -> (DeliveryID, DeliveryHistory?) {
        var run = UploadRun(file: file, plan: plan)
        while true {
            try await self.beReady()
            try file.mustBeUnchanged()
            switch try await self.step(&run) {
            case .delivered(let id, let history): return (id, history)
            case .next: run.position += 1
            case .goOn(let position, let reason):
                run.hasGoneOn = true
                run.position = position
                self.report(.goingOn(at: plan.pieces[position].index, reason: reason))
            case .anew(let reason):
                run.beginnings += 1
                guard run.beginnings <= self.policy.beginnings else {
                    throw .beginsAnewTooOften(self.policy.beginnings, last: reason)
                }
                run.position = 0
                run.id = nil
                self.report(.beginningAnew(reason: reason))
            }
        }
    }

    /// Sends the fragment whose turn it is.
    private func step(_ run: inout UploadRun) async throws(ClientError) -> UploadRun.Next {
        var attempt = Attempt(run.name, run.file.call(for: run.piece))
        attempt.isRepeatable = !run.plan.isAlone
        let persisted: Persisted
        do throws(ClientError) {
            persisted = try await self.persist(in: attempt)
        } catch {
            guard run.isClosing, let id = run.id, error.kind == .gaveUp else { throw error }
            throw .outcomeUnknown(id, reason: error.description)
        }
        let answer = persisted.answer
        guard answer.status != 200 else { return try self.acknowledge(answer, persisted, &run) }
        let refusal = Refusal(answer)
        if run.isClosing, persisted.isInDoubt, refusal.expectedFragment == nil, let id = run.id,
            let history = try await self.delivered(id, refusal)
        {
            return .delivered(id, history)
        }
        return try self.next(after: refusal, &run)
    }

    private func acknowledge(
        _ answer: ServerAnswer,
        _ persisted: Persisted,
        _ run: inout UploadRun
    ) throws(ClientError) -> UploadRun.Next {
        guard let text = answer.object?.text("DeliveryId"), let id = DeliveryID(text) else {
            throw .notUnderstood(run.name, answer)
        }
        self.report(.acknowledged(run.piece.index, id, sent: run.piece.bytes.upperBound, size: run.file.size))
        if let first = run.id, first != id { self.report(.otherDelivery(first: first, then: id)) }
        // A repeated -1 that made a delivery of its own: the first one is the file's.
        let kept = persisted.isInDoubt ? (run.id ?? id) : id
        run.id = kept
        return run.isClosing ? .delivered(kept, nil) : .next
    }

    private func next(after refusal: Refusal, _ run: inout UploadRun) throws(ClientError) -> UploadRun.Next {
        switch refusal.status {
        case 401:
            // An upload belongs to its session: with another, it begins at 0.
            self.forgetSession()
            return .anew(refusal.explanation)
        case 409:
            let expected = refusal.expectedFragment
            guard !run.hasGoneOn, let expected, expected > 0, let position = run.position(of: expected) else {
                return .anew(refusal.explanation)
            }
            return .goOn(at: position, refusal.explanation)
        default: throw .refused(run.name, refusal)
        }
    }

    /// After a lost answer to -1, and a refusal when it was repeated: the delivery may have been made and even ended.
    ///
    /// - Returns: what became of it; `nil` when there is no such delivery.
    /// - Throws: ``ClientError`` of the kind `outcomeUnknown` when history does not settle it.
    private func delivered(_ id: DeliveryID, _ refusal: Refusal) async throws(ClientError) -> DeliveryHistory? {
        self.report(.inDoubt(id, reason: refusal.explanation))
        do throws(ClientError) {
            return try await self.outcome(of: id, within: self.policy.doubtLimit)
        } catch {
            switch error.kind {
            case .refused(let refusal) where refusal.status == 404: return nil
            case .cancelled: throw error
            default: throw .outcomeUnknown(id, reason: error.description)
            }
        }
    }
}

/// How far a file has come.
struct UploadRun {
    let file: OutgoingFile
    let plan: FragmentPlan
    /// Which piece of the plan is next.
    var position = 0
    /// As the answers so far have told it.
    var id: DeliveryID?
    /// How often the file was begun anew.
    var beginnings = 0
    /// Whether the server's word on the next fragment has been followed once.
    var hasGoneOn = false

    enum Next {
        case next
        case goOn(at: Int, String)
        case anew(String)
        case delivered(DeliveryID, DeliveryHistory?)
    }

    init(file: OutgoingFile, plan: FragmentPlan) {
        self.file = file
        self.plan = plan
    }

    var piece: FragmentPlan.Piece { self.plan.pieces[self.position] }
    var isClosing: Bool { self.piece.index == .closing }
    var name: String { "Fragment \(self.piece.index) of '\(self.file.name)'" }

    /// Where in the plan the server's next fragment stands: one that it says to have not is the last, when all numbered
    /// ones are there.
    func position(of index: Int) -> Int? {
        index < self.plan.pieces.count ? index : nil
    }
}
