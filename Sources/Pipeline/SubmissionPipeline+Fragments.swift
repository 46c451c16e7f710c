public import Domain

extension SubmissionPipeline {
    /// Judges the fragment's order and keeps its place in the upload.
    ///
    /// - Throws: 409, or 503 when too many uploads are unfinished. The hole that this leaves is known at once and kept
    ///   by ``keep(_:)``.
    public func reserve(_ fragment: AuthorizedFragment) throws(Problem) -> FragmentReceipt {
        let reservation = try self.uploads.reserve(
            fragment,
            now: self.now(of: fragment.reporter),
            newID: self.identifiers(of: fragment).deliveryID
        )
        return FragmentReceipt(fragment: fragment, reservation: reservation, folder: self.folder)
    }

    private func identifiers(of fragment: AuthorizedFragment) -> any IdentifierSource {
        self.identifiers.source(of: fragment.reporter.user.name)
    }

    /// Keeps what is known of the upload before the first byte comes, so that a process killed in the middle of a
    /// fragment leaves a known hole and not an unknown one. Blocking.
    ///
    /// - Throws: 409 when a newer request has taken this one's place already; otherwise the store's failure.
    public func begin(_ receipt: FragmentReceipt) throws {
        for id in receipt.reservation.discarded { try self.forgetSoon(id) }
        try receipt.claim()
        try self.keep(receipt.reservation.upload)
    }

    /// A fragment was refused before its order was judged, so that the file has a hole there.
    ///
    /// - Returns: the upload that knows of it now, to be kept by ``keep(_:)``.
    public func noteRefused(_ fragment: AuthorizedFragment) -> DeliveryID? {
        self.uploads.noteRefused(
            fragment,
            now: self.now(of: fragment.reporter),
            newID: self.identifiers(of: fragment).deliveryID
        )
    }

    /// The unfinished upload that a fragment belongs to.
    public func upload(of fragment: AuthorizedFragment) -> DeliveryID? { self.uploads.id(of: fragment.key) }

    /// Keeps the upload as it is known now. Blocking.
    public func keep(_ id: DeliveryID) throws {
        let uploads = self.uploads
        try self.store.syncUpload(id) { uploads.snapshot(id) }
    }

    /// The request broke off, or its body was refused. Blocking.
    public func abandon(_ receipt: FragmentReceipt) throws {
        let id = receipt.reservation.upload
        if let gone = self.uploads.abandon(receipt.reservation) { return try self.forget([gone]) }
        // Taken away meanwhile, by a reset or with its sandbox. A delivery has the id of its upload, and keeps its file.
        if self.uploads.upload(id) == nil, try self.store.delivery(id) == nil { try self.folder.remove(id) }
    }

    /// The last stages: a numbered fragment joins its upload; the closing one makes the file a delivery. Blocking, for
    /// -1 as long as one reading of the file takes.
    ///
    /// - Parameter course: what becomes of the delivery, should this make one; `nil` to leave it to validation.
    /// - Throws: the problem to answer, or the store's failure.
    public func accept(_ receipt: FragmentReceipt, course: DeliveryCourse? = nil) throws -> Acknowledgement {
        guard let upload = self.uploads.beginCommit(receipt.reservation) else {
            try? self.abandon(receipt)
            throw receipt.superseded
        }
        do {
            // A fragment may have been refused while the closing one was on its way.
            if receipt.endsFile, upload.hasHole {
                throw Problem.uploadIncomplete(expected: upload.nextIndex, fileName: upload.key.fileName)
            }
            let received = try receipt.finish()
            switch receipt.reservation.purpose {
            case .numbered: return try self.acceptNumbered(received)
            case .first(let previous): return try self.acceptFirst(received, previous)
            case .repeatOfLatest: return try self.acceptRepeat(received)
            case .closing: return try self.acceptClosing(received, course)
            case .lone(let closed): return try self.acceptLone(received, closed, course)
            }
        } catch {
            // What cannot be given back in order is found at the next start; the client is to hear the first reason.
            try? self.abandon(receipt)
            throw error
        }
    }

    private func acceptNumbered(_ received: ReceivedFragment) throws -> Acknowledgement {
        let reservation = received.receipt.reservation
        let ended = self.uploads.complete(reservation, size: received.size, now: self.now(of: received.reporter))
        try self.keep(reservation.upload)
        if let ended { try self.forgetSoon(ended) }
        return self.acknowledge(reservation.upload, received, at: reservation.offset)
    }

    /// Fragment 0 after fragment 0: the same again if it is the same to the byte, otherwise another file.
    private func acceptFirst(_ received: ReceivedFragment, _ previous: Upload) throws -> Acknowledgement {
        let reservation = received.receipt.reservation
        let isRepeat = try self.folder.holdSame(
            reservation.upload,
            0..<received.size,
            previous.id,
            0..<previous.latestSize
        )
        guard isRepeat else { return try self.acceptNumbered(received) }
        self.uploads.restorePrevious(reservation, now: self.now(of: received.reporter))
        try self.forget([reservation.upload])
        try self.keep(previous.id)
        return self.acknowledge(previous.id, received, at: 0, .fragmentRepeated(reservation.index))
    }

    private func acceptRepeat(_ received: ReceivedFragment) throws -> Acknowledgement {
        let reservation = received.receipt.reservation
        guard received.isRepeat else {
            throw Problem.fragmentDiffers(reservation.index, fileName: reservation.key.fileName)
        }
        try self.abandon(received.receipt)
        try self.keep(reservation.upload)
        return self.acknowledge(
            reservation.upload,
            received,
            at: reservation.offset,
            .fragmentRepeated(reservation.index)
        )
    }

    /// -1 with nothing before it: the closing of a delivery still Bearbetar once more, or a whole file.
    private func acceptLone(
        _ received: ReceivedFragment,
        _ closed: Delivery?,
        _ course: DeliveryCourse?
    ) throws -> Acknowledgement {
        guard let closed, let closing = closed.closing, !closed.status(at: self.now(of: closed.user)).isFinal,
            try self.folder.holdSame(
                received.receipt.reservation.upload,
                0..<received.size,
                closed.id,
                (closed.size - closing.size)..<closed.size
            )
        else { return try self.acceptClosing(received, course) }
        try self.abandon(received.receipt)
        return self.acknowledge(closed.id, received, at: closed.size - closing.size, .closingRepeated)
    }

    private func acceptClosing(_ received: ReceivedFragment, _ course: DeliveryCourse?) throws -> Acknowledgement {
        let reservation = received.receipt.reservation
        let checked: CheckedFile
        do {
            checked = try CheckedFile(checking: AssembledFile(received), in: self.folder)
        } catch let error as Problem {
            self.uploads.discard(reservation)
            try? self.forget([reservation.upload])
            throw error
        }
        let now = self.now(of: received.reporter)
        let delivery = Delivery(checked, submittedAt: now, life: self.life(of: checked, course: course, at: now))
        let (directory, reporter, uploads) = (self.directory, received.reporter, self.uploads)
        // A reset or the removal of a sandbox may have taken the upload away while the file was read.
        let isWanted: @Sendable () -> Bool = {
            directory.isKnown(reporter) && uploads.upload(reservation.upload) != nil
        }
        guard try self.store.commit(delivery, isWanted: isWanted) else {
            self.uploads.discard(reservation)
            try self.folder.remove(delivery.id)
            guard !directory.isKnown(reporter) else { throw received.receipt.superseded }
            throw Problem.certificateRefused(
                .unmapped(reporter.certificate),
                environment: self.environment,
                checks: []
            )
        }
        self.uploads.close(reservation, delivery: delivery)
        return self.acknowledge(
            delivery.id,
            received,
            at: reservation.offset,
            makesDelivery: true,
            awaitsValidation: delivery.awaitsValidation
        )
    }

    private func acknowledge(
        _ id: DeliveryID,
        _ received: ReceivedFragment,
        at offset: Int64,
        _ deviations: Deviation...,
        makesDelivery: Bool = false,
        awaitsValidation: Bool = false
    ) -> Acknowledgement {
        Acknowledgement(
            id: id,
            time: self.now(of: received.reporter),
            stored: StoredContent(offset: offset, bytes: received.size),
            deviations: received.receipt.fragment.deviations + deviations,
            makesDelivery: makesDelivery,
            awaitsValidation: awaitsValidation
        )
    }
}
