public import Foundation
import Synchronization

/// A clock that goes with the machine's until somebody freezes, sets or advances it (docs/protocol.md, "Clock").
///
/// May be asked and changed from any thread. Time set back goes back: what had happened by the later time has not
/// happened yet by the earlier.
public final class ControllableClock: EmulatorClock {
    private enum Mode: Sendable {
        /// Ahead of the machine's time by so many seconds; behind it when negative.
        case running(offset: TimeInterval)
        case frozen(Date)
    }

    private let mode: Mutex<Mode>
    /// As it was made.
    private let beginning: Mode
    private let machineNow: @Sendable () -> Date

    /// - Parameters:
    ///   - start: where it begins; the machine's time when `nil`.
    ///   - isFrozen: whether it stands there.
    ///   - machineNow: the machine's time.
    public init(
        startingAt start: Date? = nil,
        isFrozen: Bool = false,
        machineNow: @escaping @Sendable () -> Date = { Date() }
    ) {
        let now = machineNow()
        self.machineNow = machineNow
        self.beginning =
            isFrozen ? .frozen(start ?? now) : .running(offset: start.map { $0.timeIntervalSince(now) } ?? 0)
        self.mode = Mutex(self.beginning)
    }

    public var now: Date { self.mode.withLock { self.time($0) } }

    public var isFrozen: Bool {
        self.mode.withLock { mode in if case .frozen = mode { true } else { false } }
    }

    /// Another clock of the same time that stands or goes as this does.
    func copy() -> ControllableClock {
        self.mode.withLock { ControllableClock(mode: $0, machineNow: self.machineNow) }
    }

    private init(mode: Mode, machineNow: @escaping @Sendable () -> Date) {
        self.beginning = mode
        self.mode = Mutex(mode)
        self.machineNow = machineNow
    }

    /// It is as it was when it was made: frozen there, or as far from the machine's time.
    public func beginAnew() { self.mode.withLock { $0 = self.beginning } }

    /// It stands still at the time it has.
    public func freeze() {
        self.mode.withLock { $0 = .frozen(self.time($0)) }
    }

    /// It goes on from the time it has, at the machine's pace.
    public func resume() {
        self.mode.withLock { $0 = .running(offset: self.time($0).timeIntervalSince(self.machineNow())) }
    }

    /// It has another time from now on, and stands or goes as before.
    public func set(to time: Date) {
        self.mode.withLock { mode in
            switch mode {
            case .frozen: mode = .frozen(time)
            case .running: mode = .running(offset: time.timeIntervalSince(self.machineNow()))
            }
        }
    }

    /// It is so many seconds later at once, or earlier if the number is negative.
    public func advance(by seconds: TimeInterval) {
        self.mode.withLock { mode in
            switch mode {
            case .frozen(let time): mode = .frozen(time.addingTimeInterval(seconds))
            case .running(let offset): mode = .running(offset: offset + seconds)
            }
        }
    }

    private func time(_ mode: Mode) -> Date {
        let time =
            switch mode {
            case .frozen(let time): time
            case .running(let offset): self.machineNow().addingTimeInterval(offset)
            }
        // As seconds since 1970 have it, by which times are stored: Foundation counts from 2001 and so knows finer ones, which
        // would come back from the store a trifle later, after the moment that a frozen clock was advanced to.
        return Date(timeIntervalSince1970: time.timeIntervalSince1970)
    }
}
