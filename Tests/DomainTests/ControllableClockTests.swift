import Domain
import Foundation
import Synchronization
import Testing

@Suite("A clock that tests freeze, set and advance")
struct ControllableClockTests {
    /// The machine's time, moved by the test.
    private final class Machine: Sendable {
        private let time = Mutex(Date(timeIntervalSince1970: 1_800_000_000))

        var now: Date { self.time.withLock { $0 } }

        func pass(_ seconds: TimeInterval) { self.time.withLock { $0.addTimeInterval(seconds) } }
    }

    private let machine = Machine()
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    private func clock(at start: Date? = nil, isFrozen: Bool = false) -> ControllableClock {
        ControllableClock(startingAt: start, isFrozen: isFrozen) { [machine] in machine.now }
    }

    @Test("It goes with the machine's until it is told otherwise")
    func untouched() {
        let clock = self.clock()
        self.machine.pass(5)
        #expect(clock.now == self.start + 5)
        #expect(!clock.isFrozen)
    }

    @Test("It begins where it is told to, and goes or stands", arguments: [true, false])
    func start(isFrozen: Bool) {
        let clock = self.clock(at: self.start - 1000, isFrozen: isFrozen)
        self.machine.pass(5)
        #expect(clock.now == self.start - 1000 + (isFrozen ? 0 : 5))
        #expect(clock.isFrozen == isFrozen)
    }

    @Test("Frozen it stands, advanced it is later at once, and resumed it goes on from there")
    func freezeAdvanceResume() {
        let clock = self.clock()
        clock.freeze()
        self.machine.pass(10)
        #expect(clock.now == self.start)
        clock.advance(by: 3600)
        #expect(clock.now == self.start + 3600)
        clock.resume()
        self.machine.pass(1)
        #expect(clock.now == self.start + 3601)
        clock.advance(by: -7200)
        #expect(clock.now == self.start - 3599)
    }

    @Test("Its times, and those whole seconds later, come back from seconds since 1970 as they were")
    func stored() {
        for number in 0..<200 {
            let odd = Date(timeIntervalSinceReferenceDate: 817_000_000.1 + Double(number).squareRoot())
            let now = self.clock(at: odd, isFrozen: true).now
            #expect(Date(timeIntervalSince1970: now.timeIntervalSince1970) == now)
            #expect(Date(timeIntervalSince1970: (now + 2).timeIntervalSince1970) == now + 2)
        }
    }

    @Test("Set to a time it has that time, and stands or goes as before", arguments: [true, false])
    func set(isFrozen: Bool) {
        let clock = self.clock(isFrozen: isFrozen)
        clock.set(to: self.start + 1e8)
        #expect(clock.now == self.start + 1e8)
        self.machine.pass(2)
        #expect(clock.now == self.start + 1e8 + (isFrozen ? 0 : 2))
        #expect(clock.isFrozen == isFrozen)
    }
}
