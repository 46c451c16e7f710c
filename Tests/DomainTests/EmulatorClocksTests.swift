import Domain
import Foundation
import Testing

@Suite("One clock for all, and one for whoever has it apart")
struct EmulatorClocksTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)
    private let demo = UserAddress("demo", in: .test)
    private let namesake = UserAddress("demo", in: .production)

    private func clocks() -> EmulatorClocks {
        EmulatorClocks(ControllableClock(startingAt: self.start, isFrozen: true))
    }

    @Test("Everybody follows the one for all until set apart, and again when that is given back")
    func apart() {
        let clocks = self.clocks()
        #expect(clocks.clock(of: self.demo) === clocks.common)
        clocks.setApart(self.demo).advance(by: 10)
        #expect(clocks.now(of: self.demo) == self.start + 10)
        #expect([clocks.now(of: self.namesake), clocks.now(of: nil), clocks.now] == [start, start, start])
        #expect([self.demo, self.namesake].map(clocks.followsCommon) == [false, true])
        clocks.common.advance(by: 1000)
        #expect(clocks.now(of: self.demo) == self.start + 10)
        clocks.setApart(self.demo)
        #expect(clocks.now(of: self.demo) == self.start + 10)
        clocks.giveBack(self.demo)
        #expect(clocks.now(of: self.demo) == self.start + 1000)
        #expect(clocks.followsCommon(self.demo))
    }

    @Test("A clock set apart stands or goes as the one for all did", arguments: [true, false])
    func copies(isFrozen: Bool) {
        let clocks = EmulatorClocks(ControllableClock(startingAt: self.start, isFrozen: isFrozen))
        #expect(clocks.setApart(self.demo).isFrozen == isFrozen)
        clocks.common.freeze()
        #expect(clocks.clock(of: self.demo).isFrozen == isFrozen)
    }

    @Test("The earliest time of an environment heeds that environment's users only")
    func earliest() {
        let clocks = self.clocks()
        clocks.setApart(self.demo).advance(by: -10)
        #expect(clocks.earliest(in: .test) == self.start - 10)
        #expect(clocks.earliest(in: .production) == self.start)
        clocks.setApart(self.namesake).advance(by: 10)
        #expect(clocks.earliest(in: .production) == self.start)
    }
}

@Suite("Times for the clock, as a person writes them")
struct EmulatorTimeTests {
    @Test(
        "What means a time",
        arguments: [
            ("2026-09-30T12:00:00Z", 1_790_769_600), ("2026-09-30T14:00:00+02:00", 1_790_769_600),
            ("2026-09-30T11:30:00.250-00:30", 1_790_769_600.25), ("1970-01-01T00:00:00Z", 0),
            // Swedish summer time and winter time.
            ("2026-09-30", 1_790_719_200), ("2026-12-01", 1_796_079_600), ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] as [(String, Double)]
    )
    func allowed(text: String, seconds: Double) {
        #expect(EmulatorTime.parse(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(
        "What means none, or one outside the years",
        arguments: [
            "", "now", "2026-09-30T12:00:00", "2026-09-30 12:00:00Z", "2026-9-30", "2026-02-30", "2026-02-30T00:00:00Z",
            "2026-09-30T24:00:00Z", "2026-09-30T12:60:00Z", "2026-09-30T12:00:60Z", "2026-09-30T12:00Z",
            "2026-09-30T12:00:00+19:00", "2026-09-30T12:00:00+02:60", "1970-01-01", "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59-01:00", "10000-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "1767225600",
            "２０２６-09-30", " 2026-09-30", "2026-09-30T12:00:00Z\n",
        ]
    )
    func refused(text: String) {
        #expect(EmulatorTime.parse(text) == nil)
    }
}
