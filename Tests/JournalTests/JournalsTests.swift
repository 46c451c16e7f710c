import Domain
import Journal
import Testing

@Suite struct JournalsTests {
    private let journals = Journals(common: Example.bounds, sandbox: JournalBounds(entries: 2, bytes: 1 << 20))

    private func sandbox(_ text: String) throws -> SandboxName { try #require(SandboxName(text)) }

    @Test func aSandboxHasAJournalThatOthersDoNotSee() throws {
        let (a, b) = (try self.sandbox("a"), try self.sandbox("b"))
        self.journals.setApart(a)
        self.journals.setApart(b)
        self.journals.journal(of: a.user).record(user: a.user)
        self.journals.journal(of: "demo").record()
        self.journals.journal(of: nil).record(user: nil)
        #expect(try self.journals.journal(of: a.user).numbers() == [1])
        #expect(try self.journals.journal(of: b.user).numbers() == [])
        #expect(try self.journals.common.numbers() == [1, 2])
        #expect(try self.journals.common.page().entries.map(\.user) == ["demo", nil])
    }

    @Test func itHasBoundsOfItsOwnAndIsMadeOnce() throws {
        let a = try self.sandbox("a")
        let journal = self.journals.setApart(a)
        for _ in 1...3 { journal.record(user: a.user) }
        #expect(self.journals.setApart(a) === journal)
        #expect(try self.journals.journal(of: a.user).numbers() == [2, 3])
    }

    @Test func whatComesOfASandboxThatHasGoneIsNowhere() throws {
        let (a, b) = (try self.sandbox("a"), try self.sandbox("b"))
        let journal = self.journals.setApart(a)
        self.journals.setApart(b)
        self.journals.remove(a)
        self.journals.journal(of: a.user).record(user: a.user)
        journal.record(user: a.user)
        #expect(try self.journals.common.numbers() == [])
        let error = #expect(throws: JournalError.self) { try journal.page() }
        #expect(
            error?.description
                == "The journal has gone with its sandbox. Make the sandbox anew, or ask the environment's journal."
        )
        self.journals.remove(b)
        self.journals.journal(of: b.user).record(user: b.user)
        #expect(try self.journals.common.numbers() == [])
        #expect(try self.journals.setApart(a).numbers() == [])
    }

    @Test func whoWaitsForASandboxThatGoesIsTold() async throws {
        let a = try self.sandbox("a")
        let journal = self.journals.setApart(a)
        let waiting = Task { try await journal.wait(for: JournalFilter(), timeout: .seconds(60)) }
        while journal.waiting == 0 { await Task.yield() }
        self.journals.remove(a)
        await #expect(throws: JournalError.self) { try await waiting.value }
    }
}
