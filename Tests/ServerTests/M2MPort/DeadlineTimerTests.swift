import NIOCore
import NIOEmbedded
import Testing

@testable import Server

/// What is done with the timer at a second of the loop's time.
enum TimerStep: Sendable {
    case expire(Int64)
    case pause
    case cancel
}

struct TimerCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// In seconds from the beginning.
    let steps: [(at: Int64, step: TimerStep)]
    /// The seconds at which it must expire.
    let expiries: [Int64]
}

private let cases: [TimerCase] = [
    TimerCase(testDescription: "never set", steps: [], expiries: []),
    TimerCase(testDescription: "fires once", steps: [(0, .expire(5))], expiries: [5]),
    TimerCase(testDescription: "moved later", steps: [(0, .expire(5)), (3, .expire(5))], expiries: [8]),
    TimerCase(
        testDescription: "moved later again and again",
        steps: [(0, .expire(5)), (4, .expire(5)), (8, .expire(5)), (12, .expire(5))],
        expiries: [17]
    ),
    TimerCase(testDescription: "moved earlier", steps: [(0, .expire(30)), (1, .expire(2))], expiries: [3]),
    TimerCase(
        testDescription: "moved earlier, then later",
        steps: [(0, .expire(30)), (1, .expire(2)), (2, .expire(9))],
        expiries: [11]
    ),
    TimerCase(testDescription: "set to now", steps: [(4, .expire(0))], expiries: [4]),
    TimerCase(testDescription: "paused", steps: [(0, .expire(5)), (1, .pause)], expiries: []),
    TimerCase(
        testDescription: "paused and set again before the first deadline",
        steps: [(0, .expire(5)), (1, .pause), (2, .expire(10))],
        expiries: [12]
    ),
    TimerCase(
        testDescription: "paused and set again after the first deadline",
        steps: [(0, .expire(5)), (1, .pause), (9, .expire(2))],
        expiries: [11]
    ),
    TimerCase(
        testDescription: "paused and set to an earlier deadline",
        steps: [(0, .expire(30)), (1, .pause), (2, .expire(1))],
        expiries: [3]
    ),
    TimerCase(testDescription: "cancelled", steps: [(0, .expire(5)), (1, .cancel)], expiries: []),
    TimerCase(
        testDescription: "re-armed after it fired",
        steps: [(0, .expire(5)), (6, .expire(5)), (20, .expire(3))],
        expiries: [5, 11, 23]
    ),
]

@Suite struct DeadlineTimerTests {
    @Test("A deadline is met at its last value, and once", arguments: cases)
    func expires(_ timer: TimerCase) {
        let loop = EmbeddedEventLoop()
        var now: Int64 = 0
        var expiries: [Int64] = []
        let deadline = DeadlineTimer(eventLoop: loop) { expiries.append(now) }
        while now <= 60 {
            for (_, step) in timer.steps.filter({ $0.at == now }) {
                switch step {
                case .expire(let seconds): deadline.expire(in: .seconds(seconds))
                case .pause: deadline.pause()
                case .cancel: deadline.cancel()
                }
            }
            // A deadline of now needs a turn of the loop, as on a real one.
            loop.run()
            now += 1
            loop.advanceTime(by: .seconds(1))
        }
        #expect(expiries == timer.expiries)
    }

    @Test("It may be set again by what its expiry calls")
    func setFromExpiry() {
        let loop = EmbeddedEventLoop()
        var count = 0
        var again: (() -> Void)?
        let deadline = DeadlineTimer(eventLoop: loop) {
            count += 1
            again?()
        }
        again = { deadline.expire(in: .seconds(5)) }
        deadline.expire(in: .seconds(5))
        loop.advanceTime(by: .seconds(16))
        again = nil
        deadline.cancel()
        #expect(count == 3)
    }
}
