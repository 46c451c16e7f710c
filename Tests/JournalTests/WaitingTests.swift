import Domain
import Journal
import Testing

@Suite struct WaitingTests {
    private let journal = Journal.example()

    @Test func whatIsThereIsFoundAtOnce() async throws {
        self.journal.record()
        self.journal.record(Example.upload("0"))
        let entry = try await self.journal.wait(for: .upload(), timeout: .zero + .seconds(60))
        #expect(entry.number == 2)
    }

    @Test func whatComesLaterIsFoundWhenItComes() async throws {
        let journal = self.journal
        journal.record(Example.upload("0"))
        let waiting = Task { try await journal.wait(for: .upload(), after: 1, timeout: .seconds(60)) }
        while journal.waiting == 0 { await Task.yield() }
        journal.record()
        journal.record(Example.upload("1"))
        #expect(try await waiting.value.number == 3)
        #expect(journal.waiting == 0)
    }

    @Test func everyoneWhoWaitsForItGetsIt() async throws {
        let journal = self.journal
        let waiting = (0..<20).map { _ in
            Task { try await journal.wait(for: .heartbeat, timeout: .seconds(60)).number }
        }
        while journal.waiting < 20 { await Task.yield() }
        journal.record()
        for task in waiting { #expect(try await task.value == 1) }
    }

    @Test func inTimeOrWithWhatCameNear() async {
        self.journal.record(Example.upload("0", of: "b.xml"))
        let error = await #expect(throws: JournalError.self) {
            try await self.journal.wait(for: .upload(.closing, of: "a.xml"), timeout: .milliseconds(20))
        }
        #expect(
            error?.description
                == "No -1 of 'a.xml' within 20ms. Near: fragment 0 of 'b.xml' came, expected 'a.xml' and -1 (entry 1). "
                + "Compare what came with what was expected, or wait for longer."
        )
        #expect(self.journal.waiting == 0)
    }

    @Test func inTimeOrToldThatNothingCame() async {
        let error = await #expect(throws: JournalError.self) {
            try await self.journal.wait(for: .heartbeat, timeout: .milliseconds(20))
        }
        #expect(
            error?.description
                == "No heartbeat within 20ms. Nothing came at all. Check that the client reaches this port with the "
                + "certificate of this user."
        )
    }

    @Test func cancelledItWaitsNoLonger() async {
        let journal = self.journal
        let waiting = Task { try await journal.wait(for: .heartbeat, timeout: .seconds(60)) }
        while journal.waiting == 0 { await Task.yield() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(journal.waiting == 0)
    }

    @Test func askedAboutWhatIsEvictedItDoesNotWait() async {
        let journal = Journal.example(entries: 1)
        for _ in 1...3 { journal.record() }
        await #expect(throws: JournalError.self) {
            try await journal.wait(for: .upload(), after: 1, timeout: .seconds(60))
        }
    }

    @Test func noMoreThanSoManyMayWait() async throws {
        let journal = self.journal
        let waiting = (0..<Journal.waiters).map { _ in
            Task { try await journal.wait(for: .heartbeat, timeout: .seconds(60)) }
        }
        while journal.waiting < Journal.waiters { await Task.yield() }
        let error = await #expect(throws: JournalError.self) {
            try await journal.wait(for: .heartbeat, timeout: .seconds(60))
        }
        #expect(error?.message == "256 calls wait for entries of this journal already; no more may.")
        journal.record()
        for task in waiting { _ = try await task.value }
    }

    @Test func nothingIsMissedBetweenSearchingAndWaiting() async throws {
        let journal = Journal.example(entries: 100_000)
        let recording = Task {
            for number in 1...5000 { journal.record(number == 5000 ? Example.upload("0") : .heartbeat) }
        }
        let entry = try await journal.wait(for: .upload(), timeout: .seconds(60))
        #expect(entry.number == 5000)
        await recording.value
    }
}
