import NIOCore

/// A deadline that is moved far more often than it is met: moving it costs no scheduling.
///
/// Owned by one event loop.
final class DeadlineTimer {
    private let eventLoop: any EventLoop
    private let onExpiry: () -> Void
    /// When it expires; `nil` while it is paused.
    private var deadline: NIODeadline?
    /// The task that looks at the deadline, and when it will: never later than the deadline.
    private var scheduled: (task: Scheduled<Void>, time: NIODeadline)?

    init(eventLoop: any EventLoop, onExpiry: @escaping () -> Void) {
        self.eventLoop = eventLoop
        self.onExpiry = onExpiry
    }

    func expire(in time: TimeAmount) {
        let deadline = self.eventLoop.now + time
        self.deadline = deadline
        if let scheduled, scheduled.time <= deadline { return }
        self.schedule(deadline)
    }

    func pause() {
        self.deadline = nil
    }

    /// For the last time.
    func cancel() {
        self.deadline = nil
        self.scheduled?.task.cancel()
        self.scheduled = nil
    }

    private func schedule(_ deadline: NIODeadline) {
        self.scheduled?.task.cancel()
        let task = self.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.fire() }
        self.scheduled = (task, deadline)
    }

    private func fire() {
        self.scheduled = nil
        guard let deadline else { return }
        if self.eventLoop.now < deadline { return self.schedule(deadline) }
        self.deadline = nil
        self.onExpiry()
    }
}
