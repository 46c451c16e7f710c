import NIOConcurrencyHelpers

extension Journal {
    /// Looks whether the journal shows what is expected. Takes time in proportion to what is kept; not for an event loop.
    ///
    /// - Throws: ``JournalError``, also when something of what would have to be looked at is not kept any more: nobody could
    ///   say then how often a call came.
    public func verify(_ expectation: JournalExpectation) throws(JournalError) -> JournalVerification {
        let start = expectation.after ?? self.state.withLockedValue(\.ring.clearedThrough)
        let entries = try self.page(expectation.scope, after: start, limit: .max).entries
        return Verifier(expectation, entries).verification
    }
}
