import Domain
import Journal
import Testing

@Suite struct RingTests {
    @Test func numbersBeginAtOneAndEntriesComeInTheirOrder() throws {
        let journal = Journal.example()
        for _ in 1...3 { journal.record() }
        let page = try journal.page()
        #expect(page.entries.map(\.number) == [1, 2, 3])
        #expect((page.next, page.oldest, page.newest) == (nil, 1, 3))
    }

    @Test func pagesFollowOneAnotherWithoutGapOrRepeat() throws {
        let journal = Journal.example(entries: 5000)
        for number in 1...2000 { journal.record(user: number.isMultiple(of: 3) ? "third" : "demo") }
        let third = JournalFilter { $0.user = "third" }
        var (found, after): ([Int], Int?) = ([], nil)
        repeat {
            let page = try journal.page(third, after: after, limit: 100)
            found += page.entries.map(\.number)
            after = page.next
        } while after != nil
        #expect(found == Array(stride(from: 3, through: 2000, by: 3)))
    }

    @Test func whatIsEvictedIsAnErrorAndNeverAnEmptyList() throws {
        let journal = Journal.example(entries: 10)
        for _ in 1...25 { journal.record() }
        #expect(try journal.numbers() == Array(16...25))
        #expect(try journal.numbers(after: 15) == Array(16...25))
        let text =
            "Entry 15 of the journal is not kept any more; the oldest that is asked about can be 16. Ask from 16 on. To "
            + "keep more, raise journal.entries and journal.bytes in the settings, or those under journal.sandbox."
        let byPage = #expect(throws: JournalError.self) { try journal.page(after: 14) }
        let byNumber = #expect(throws: JournalError.self) { try journal.entry(15) }
        #expect(byPage?.description == text)
        #expect(byNumber?.description == text)
    }

    @Test func anEvictedEntryIsOutOfTheIndexToo() throws {
        let journal = Journal.example(entries: 2)
        journal.record(user: "gone")
        journal.record(user: "stays")
        journal.record(user: "stays")
        #expect(try journal.numbers(JournalFilter { $0.user = "gone" }) == [])
        #expect(try journal.numbers(JournalFilter { $0.user = "stays" }) == [2, 3])
        journal.record(user: "gone")
        #expect(try journal.numbers(JournalFilter { $0.user = "gone" }) == [4])
    }

    @Test func bytesAreBoundedToo() throws {
        let journal = Journal.example(entries: 1_000_000, bytes: 64 << 10)
        for _ in 1...1000 { journal.record() }
        let kept = try journal.page(limit: 1000).entries
        #expect((20...64).contains(kept.count))
        #expect(kept.last?.number == 1000)
    }

    @Test func clearingForgetsAndUsesNoNumberAgain() throws {
        let journal = Journal.example()
        journal.record()
        journal.record()
        journal.clear()
        #expect(try journal.numbers() == [])
        #expect(throws: JournalError.self) { try journal.entry(2) }
        #expect(throws: JournalError.self) { try journal.page(after: 1) }
        journal.record()
        #expect(try journal.numbers(after: 2) == [3])
    }

    @Test func aNumberThatNeverWasIsAnErrorToo() {
        let journal = Journal.example()
        let none = #expect(throws: JournalError.self) { try journal.entry(1) }
        #expect(none?.message == "Entry 1 was asked about; nothing has been recorded yet.")
        journal.record()
        let later = #expect(throws: JournalError.self) { try journal.page(after: 5) }
        #expect(later?.message == "Entry 5 was asked about; the newest is 1.")
        #expect(throws: JournalError.self) { try journal.page(after: .max) }
        #expect(throws: JournalError.self) { try journal.page(after: .min) }
    }

    @Test func aJournalThatIsOffSaysSo() {
        let journal = Journal.example(entries: 0)
        journal.record()
        let error = #expect(throws: JournalError.self) { try journal.page() }
        #expect(
            error?.description
                == "The journal is switched off: journal.entries is 0. Set journal.entries to at least 1 in the settings."
        )
    }

    @Test func manyMayRecordAtOnce() async throws {
        let journal = Journal.example(entries: 100_000)
        await withTaskGroup(of: Void.self) { group in
            for user in 0..<8 {
                group.addTask { for _ in 0..<500 { journal.record(user: "user-\(user)") } }
            }
        }
        #expect(try journal.numbers(limit: 5000) == Array(1...4000))
        for user in 0..<8 {
            #expect(try journal.numbers(JournalFilter { $0.user = "user-\(user)" }, limit: 5000).count == 500)
        }
    }
}
