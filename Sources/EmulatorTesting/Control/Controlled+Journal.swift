public import Journal
import Server

// What the clients did. A request is in the journal when its answer has been given to the operating system, which may be a
// moment after the client has it: wait for it rather than look.
extension Controlled {
    /// The journal itself: a sandbox's own, or that of everybody else in the environment.
    public var journal: Journal { get throws { try self.scope.journal } }

    /// Entries that a filter matches, in their order.
    ///
    /// - Throws: `JournalError`, also when the journal no longer has everything since its beginning.
    public func journalEntries(_ filter: JournalFilter = JournalFilter()) throws -> [JournalEntry] {
        try self.journal.page(filter, limit: .max).entries
    }

    /// The first entry that a filter matches: one that is there, or the next that comes.
    ///
    /// - Parameters:
    ///   - after: the number of an entry, to see only what came after it.
    ///   - limit: how long to wait, by the machine's time.
    /// - Throws: `JournalError` when none came in time, with what came near; `CancellationError`.
    @discardableResult
    public func awaitEntry(
        _ filter: JournalFilter,
        after: Int? = nil,
        within limit: Duration = .seconds(10)
    ) async throws -> JournalEntry {
        try await self.journal.wait(for: filter, after: after, timeout: limit)
    }

    /// Looks whether the journal shows what is expected. Print the answer when it does not: it says what came near.
    ///
    /// ```swift
    /// let verification = try sandbox.verify([.heartbeat, .upload("a.xml", fragment: .closing, times: 1...1)], inOrder: true)
    /// #expect(verification.verified, "\(verification)")
    /// ```
    ///
    /// - Parameters:
    ///   - calls: each with how often it must come.
    ///   - inOrder: whether each must come after those before it.
    ///   - nothingElse: whether any other call is a failure, a failed handshake too.
    /// - Throws: `JournalError` when the journal no longer has everything that would have to be looked at.
    public func verify(
        _ calls: [ExpectedCall],
        inOrder: Bool = false,
        nothingElse: Bool = false
    ) throws -> JournalVerification {
        try self.journal.verify(JournalExpectation(calls, inOrder: inOrder, nothingElse: nothingElse))
    }
}
