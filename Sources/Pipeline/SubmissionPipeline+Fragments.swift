public import Domain

extension SubmissionPipeline {
    /// Judges the fragment's order and keeps its place in the upload.
    ///
    /// - Throws: 409, or 503 when too many uploads are unfinished. The hole that this leaves is known at once and kept
    ///   by ``keep(_:)``.
    public func reserve(_ fragment: AuthorizedFragment) throws(Problem) -> FragmentReceipt {
        let reservation = try self.uploads.reserve(
            fragment,
            now: self.clock.now,
            newID: self.identifiers.deliveryID
        )
        return FragmentReceipt(fragment: fragment, reservation: reservation, folder: self.folder)
    }

    /// Keeps what is known of the upload before the first byte comes, so that a process killed in the middle of a
    /// fragment leaves a known hole and not an unknown one. Blocking.
    public func begin(_ receipt: FragmentReceipt) throws {
        try self.forget(receipt.reservation.discarded)
        try self.keep(receipt.reservation.upload)
    }

    /// A fragment was refused, so that the file has a hole there. Blocking.
    public func noteRefused(_ fragment: AuthorizedFragment) throws {
        let noted = self.uploads.noteRefused(
            fragment,
            now: self.clock.now,
            newID: self.identifiers.deliveryID
        )
        if let noted { try self.keep(noted) }
    }

    /// The request broke off, or its body was refused. Blocking.
    public func abandon(_ receipt: FragmentReceipt) throws {
        if let gone = self.uploads.abandon(receipt.reservation) { try self.forget([gone]) }
    }

    /// The last stages: a numbered fragment joins its upload; the closing one makes the file a delivery. Blocking, for
    /// -1 as long as one reading of the file takes.
    ///
    /// - Throws: the problem to answer, or the store's failure.
    public func accept(_ receipt: FragmentReceipt) throws -> Acknowledgement {
        guard self.uploads.beginCommit(receipt.reservation) else { throw receipt.superseded }
        do {
            let received = try receipt.finish()
            switch receipt.reservation.purpose {
            case .numbered: return try self.acceptNumbered(received)
            case .repeatOfLatest(let latest): return try self.acceptRepeat(received, of: latest)
            case .closing: return try self.acceptClosing(received)
            case .lone(let closed?) where self.repeats(received, closed): return try self.acceptRepeat(received, closed)
            case .lone: return try self.acceptClosing(received)
            }
        } catch {
            try self.abandon(receipt)
            throw error
        }
    }

    private func acceptNumbered(_ received: ReceivedFragment) throws -> Acknowledgement {
        let receipt = received.receipt
        let completion = self.uploads.complete(receipt.reservation, content: received.content, now: self.clock.now)
        switch completion {
        case nil: throw receipt.superseded
        case .advanced(let upload, let discarded):
            try self.keep(upload.id)
            try self.forget(discarded)
            return self.acknowledge(upload.id, receipt.fragment)
        case .repeatedFirst(let upload, let discarded):
            try self.forget(discarded)
            return self.acknowledge(upload.id, receipt.fragment, .fragmentRepeated(receipt.reservation.index))
        }
    }

    private func acceptRepeat(_ received: ReceivedFragment, of latest: ContentDigest) throws -> Acknowledgement {
        let reservation = received.receipt.reservation
        guard received.content == latest else {
            throw Problem.fragmentDiffers(reservation.index, fileName: reservation.key.fileName)
        }
        try self.abandon(received.receipt)
        try self.keep(reservation.upload)
        return self.acknowledge(reservation.upload, received.receipt.fragment, .fragmentRepeated(reservation.index))
    }

    private func repeats(_ received: ReceivedFragment, _ closed: Delivery) -> Bool {
        closed.closing?.content == received.content && !closed.status(at: self.clock.now).isFinal
    }

    private func acceptRepeat(_ received: ReceivedFragment, _ closed: Delivery) throws -> Acknowledgement {
        try self.abandon(received.receipt)
        return self.acknowledge(closed.id, received.receipt.fragment, .closingRepeated)
    }

    private func acceptClosing(_ received: ReceivedFragment) throws -> Acknowledgement {
        let reservation = received.receipt.reservation
        let checked: CheckedFile
        do {
            checked = try CheckedFile(checking: AssembledFile(received), in: self.folder)
        } catch let error as Problem {
            self.uploads.discard(reservation)
            try self.forget([reservation.upload])
            throw error
        }
        let delivery = Delivery(checked, submittedAt: self.clock.now, processingDelay: self.policy.processingDelay)
        try self.store.commit(delivery)
        self.uploads.close(reservation, delivery: delivery)
        return self.acknowledge(delivery.id, received.receipt.fragment)
    }

    private func keep(_ id: DeliveryID) throws {
        let uploads = self.uploads
        try self.store.syncUpload(id) { uploads.snapshot(id) }
    }

    private func acknowledge(
        _ id: DeliveryID,
        _ fragment: AuthorizedFragment,
        _ deviations: Deviation...
    ) -> Acknowledgement {
        Acknowledgement(id: id, time: self.clock.now, deviations: fragment.parameters.deviations + deviations)
    }
}
