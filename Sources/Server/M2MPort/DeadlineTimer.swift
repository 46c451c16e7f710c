import NIOCore

/// A deadline that is moved far more often than it is met: moving it costs no scheduling.
///
/// Owned by one event loop.
final class DeadlineTimer {
    private let eventLoop: any EventLoop
    private let onExpiry: () -> Void
    private var deadline: NIODeadline?
    private var scheduled: Scheduled<Void>?

    init(eventLoop: any EventLoop, onExpiry: @escaping () -> Void) {
        self.eventLoop = eventLoop
        self.onExpiry = onExpiry
    }

    func expire(in time: TimeAmount) {
        let deadline = self.eventLoop.now + time
        let isEarlier = self.deadline.map { deadline < $0 } ?? true
        self.deadline = deadline
        if self.scheduled == nil || isEarlier { self.schedule(deadline) }
    }

    func cancel() {
        self.scheduled?.cancel()
        self.scheduled = nil
        self.deadline = nil
    }

    private func schedule(_ deadline: NIODeadline) {
        self.scheduled?.cancel()
        self.scheduled = self.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.fire() }
    }

    private func fire() {
        self.scheduled = nil
        guard let deadline else { return }
        if self.eventLoop.now < deadline { return self.schedule(deadline) }
        self.deadline = nil
        self.onExpiry()
    }
}
