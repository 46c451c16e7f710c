import Dispatch
import Foundation
import NIOConcurrencyHelpers

/// Writes lines to a file descriptor from a queue of its own, so that nobody who logs ever waits: a test that starts
/// the emulator and does not read its standard error would otherwise stop it when the pipe is full.
///
/// Lines that come while too many wait are dropped, and their number is written in their place.
public final class LineWriter: Sendable {
    private struct State {
        var waiting: [String] = []
        var dropped = 0
        var isScheduled = false
    }

    private let descriptor: Int32
    private let limit: Int
    private let queue = DispatchQueue(label: "log")
    private let state = NIOLockedValueBox(State())

    /// - Parameters:
    ///   - descriptor: written to, never closed.
    ///   - limit: how many lines may wait.
    public init(descriptor: Int32 = 2, limit: Int = 4096) {
        self.descriptor = descriptor
        self.limit = limit
    }

    /// Never blocks.
    public func write(_ line: String) {
        let schedules = self.state.withLockedValue { state in
            guard state.waiting.count < self.limit else {
                state.dropped += 1
                return false
            }
            state.waiting.append(line)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        if schedules { self.queue.async { self.drain() } }
    }

    /// Waits until what was written before has left, but no longer than `seconds`.
    public func flush(seconds: Double) {
        let done = DispatchSemaphore(value: 0)
        self.queue.async { done.signal() }
        _ = done.wait(timeout: .now() + seconds)
    }

    private func drain() {
        while true {
            let (lines, dropped) = self.state.withLockedValue { state in
                defer { (state.waiting, state.dropped) = ([], 0) }
                if state.waiting.isEmpty { state.isScheduled = false }
                return (state.waiting, state.dropped)
            }
            guard !lines.isEmpty else { return }
            var text = lines.joined(separator: "\n") + "\n"
            if dropped > 0 { text += "(\(dropped) log lines were dropped: nothing reads them fast enough)\n" }
            self.writeAll(Array(text.utf8))
        }
    }

    private func writeAll(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(self.descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            if written < 0, errno == EAGAIN {
                var ready = pollfd(fd: self.descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
                continue
            }
            // Whoever read the log is gone; the emulator works on without it.
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
