import Domain
import NIOCore
import NIOPosix
import Pipeline
import Wire

/// Carries a fragment's bytes from the event loop to the threads that store them, and tells the connection to stop
/// reading while the disk is behind.
///
/// Owned by one event loop.
final class FragmentIntake {
    /// Above this the connection stops reading.
    private static let highWater = 4096 * 1024
    /// Below this it goes on.
    private static let lowWater = 2048 * 1024
    /// Fewer bytes than this wait for more: waking a thread costs more than storing what it is woken for.
    private static let batch = 512 * 1024
    /// Pieces below this are copied together.
    private static let piece = 16 * 1024

    private let receipt: FragmentReceipt
    /// What becomes of the delivery, should the fragment make one; `nil` to leave it to validation.
    private let course: DeliveryCourse?
    private let pipeline: SubmissionPipeline
    private let work: BlockingWork
    private let eventLoop: any EventLoop
    private let limits: PortLimits
    private var reader: FilePartReader
    private var queue: [ByteBuffer] = []
    private var queuedBytes = 0
    private var bytesBeingStored = 0
    private var bodyBytes = 0
    private var isRunning = false
    private var finished: EventLoopPromise<Acknowledgement>?
    private var cancelled: EventLoopPromise<Void>?
    /// Why nothing more is stored.
    private var failure: (any Error)?
    /// Small pieces that came one by one, in one buffer: each alone would keep a whole read's memory.
    private var tail = ByteBuffer()

    /// Called when storing failed while the body was still coming.
    var onFailure: ((any Error) -> Void)?
    /// Called when there is room again after ``isSaturated`` was true.
    var onRoom: (() -> Void)?

    init(
        receipt: FragmentReceipt,
        course: DeliveryCourse? = nil,
        boundary: MultipartBoundary,
        pipeline: SubmissionPipeline,
        work: BlockingWork,
        limits: PortLimits,
        eventLoop: any EventLoop
    ) {
        self.receipt = receipt
        self.course = course
        self.pipeline = pipeline
        self.work = work
        self.limits = limits
        self.eventLoop = eventLoop
        self.reader = FilePartReader(boundary: boundary, limit: limits.fragmentBytes)
        self.begin()
    }

    var isSaturated: Bool { self.queuedBytes + self.bytesBeingStored > Self.highWater }

    /// - Throws: 400 or 413; the caller then calls ``cancel()``.
    func feed(_ chunk: ByteBuffer) throws(Problem) {
        self.bodyBytes += chunk.readableBytes
        guard self.bodyBytes <= self.limits.bodyBytes else { throw .bodyTooLarge(limit: self.limits.bodyBytes) }
        guard self.failure == nil else { return }
        for content in try self.reader.feed(chunk) { self.enqueue(content) }
        if self.queuedBytes >= Self.batch { self.store() }
    }

    /// The body has come whole.
    ///
    /// - Throws: 400; the caller then calls ``cancel()``.
    func finish() throws(Problem) -> EventLoopFuture<Acknowledgement> {
        if let failure, let cancelled { return cancelled.futureResult.flatMapThrowing { throw failure } }
        try self.reader.end()
        let promise = self.eventLoop.makePromise(of: Acknowledgement.self)
        self.finished = promise
        self.store()
        return promise.futureResult
    }

    /// Gives the fragment's place back; ``onFailure`` and ``onRoom`` are not called afterwards.
    ///
    /// - Returns: completes when the place is free, so that a refusal answered then is not overtaken by the client's
    ///   next request.
    @discardableResult
    func cancel() -> EventLoopFuture<Void> {
        if let cancelled { return cancelled.futureResult }
        let promise = self.eventLoop.makePromise(of: Void.self)
        self.cancelled = promise
        self.onFailure = nil
        self.onRoom = nil
        self.queue = []
        if !self.isRunning { self.abandon(promise) }
        return promise.futureResult
    }

    // MARK: Storing

    /// Keeps what is known of the upload before any byte comes.
    private func begin() {
        let (receipt, pipeline) = (self.receipt, self.pipeline)
        self.run { try pipeline.begin(receipt) }
    }

    private func store() {
        guard !self.isRunning else { return }
        if let finished {
            self.finished = nil
            return self.accept(finished)
        }
        guard self.queuedBytes >= Self.batch else { return }
        let (buffers, receipt) = (self.takeQueue(), self.receipt)
        self.run { try receipt.append(buffers) }
    }

    private func enqueue(_ content: ByteBuffer) {
        var content = content
        self.queuedBytes += content.readableBytes
        guard content.readableBytes >= Self.piece else {
            self.tail.writeBuffer(&content)
            if self.tail.readableBytes >= 4 * Self.piece { self.enqueueTail() }
            return
        }
        self.enqueueTail()
        self.queue.append(content)
    }

    private func enqueueTail() {
        guard self.tail.readableBytes > 0 else { return }
        self.queue.append(self.tail)
        self.tail = ByteBuffer()
    }

    private func takeQueue() -> [ByteBuffer] {
        self.enqueueTail()
        defer { (self.queue, self.queuedBytes) = ([], 0) }
        self.bytesBeingStored = self.queuedBytes
        return self.queue
    }

    private func run(_ job: @escaping @Sendable () throws -> Void) {
        self.isRunning = true
        self.work.storage.runIfActive(eventLoop: self.eventLoop, job)
            .assumeIsolated().whenComplete { self.stored($0) }
    }

    private func stored(_ result: Result<Void, any Error>) {
        self.isRunning = false
        self.bytesBeingStored = 0
        if let cancelled { return self.abandon(cancelled) }
        switch result {
        case .success:
            if self.queuedBytes < Self.lowWater { self.onRoom?() }
            self.store()
        case .failure(let error):
            self.failure = error
            let (finished, onFailure) = (self.finished, self.onFailure)
            self.finished = nil
            self.cancel().assumeIsolated().whenComplete { _ in
                finished?.fail(error)
                if finished == nil { onFailure?(error) }
            }
        }
    }

    private func accept(_ promise: EventLoopPromise<Acknowledgement>) {
        let (buffers, receipt, course, pipeline) = (self.takeQueue(), self.receipt, self.course, self.pipeline)
        // From here on there is nothing to cancel: whatever fails gives the place back itself.
        self.cancelled = self.eventLoop.makePromise(of: Void.self)
        self.cancelled?.succeed()
        let threads = receipt.endsFile ? self.work.checks : self.work.storage
        threads.runIfActive(eventLoop: self.eventLoop) {
            do {
                try receipt.append(buffers)
            } catch {
                // What cannot be given back is found at the next start; the client is to hear the first reason.
                try? pipeline.abandon(receipt)
                throw error
            }
            return try pipeline.accept(receipt, course: course)
        }.cascade(to: promise)
    }

    private func abandon(_ promise: EventLoopPromise<Void>) {
        let (receipt, pipeline) = (self.receipt, self.pipeline)
        self.work.storage.runIfActive(eventLoop: self.eventLoop) { try pipeline.abandon(receipt) }.cascade(to: promise)
    }
}

extension FragmentReceipt {
    fileprivate func append(_ buffers: [ByteBuffer]) throws {
        for buffer in buffers { try buffer.withUnsafeReadableBytes { try self.append($0) } }
    }
}
