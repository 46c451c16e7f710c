import NIOConcurrencyHelpers

extension Journal {
    /// The entry of a number.
    ///
    /// - Throws: ``JournalError``, also when it is not kept any more.
    public func entry(_ number: Int) throws(JournalError) -> JournalEntry {
        let found: Result<JournalEntry, JournalError> = self.state.withLockedValue { state in
            if let error = self.refusal(of: state) { return .failure(error) }
            if number < state.ring.oldest { return .failure(.evicted(asked: number, oldest: state.ring.oldest)) }
            if number > state.ring.newest { return .failure(.notYet(asked: number, newest: state.ring.newest)) }
            return .success(state.ring[number])
        }
        return try found.get()
    }

    /// Entries that a filter matches, in their order.
    ///
    /// - Parameters:
    ///   - after: the number after which they are; `nil` for all that are kept.
    ///   - limit: how many at most.
    /// - Throws: ``JournalError``, also when entries after `after` are not kept any more: an answer without them would say
    ///   that they had never been.
    public func page(
        _ filter: JournalFilter = JournalFilter(),
        after: Int? = nil,
        limit: Int = 100
    ) throws(JournalError) -> JournalPage {
        // The index by user has settled that one.
        let criteria = filter.criteria.filter { if case .user = $0 { false } else { true } }
        var found: [JournalEntry] = []
        var position = after
        while true {
            var isFull = false
            let look = try self.look(after: position, of: filter.user) { entry in
                guard criteria.allSatisfy({ $0.isMet(by: entry) }) else { return true }
                // One more than is told, to know whether any follows.
                isFull = found.count == limit
                if !isFull { found.append(entry) }
                return !isFull
            }
            guard look.last < look.newest, !isFull else {
                let next = isFull ? found.last?.number ?? after : nil
                return JournalPage(
                    entries: found,
                    next: next,
                    oldest: look.oldest,
                    newest: look.newest,
                    isComplete: look.isComplete
                )
            }
            position = look.last
        }
    }

    private struct Look {
        let last: Int
        let oldest: Int
        let newest: Int
        let isComplete: Bool
    }

    /// One step of a search.
    ///
    /// - Parameter body: is shown entries in their order until it wants no more.
    private func look(
        after: Int?,
        of user: String?,
        _ body: (JournalEntry) -> Bool
    ) throws(JournalError) -> Look {
        let look: Result<Look, JournalError> = self.state.withLockedValue { state in
            if let error = self.refusal(of: state) { return .failure(error) }
            let ring = state.ring
            let after = after ?? ring.oldest - 1
            if after < ring.oldest - 1 { return .failure(.evicted(asked: max(after, 0) + 1, oldest: ring.oldest)) }
            if after > ring.newest { return .failure(.notYet(asked: after, newest: ring.newest)) }
            let last = ring.visit(after: after, of: user, atMost: Self.step, body)
            let isComplete = ring.clearedThrough >= ring.oldest - 1
            return .success(Look(last: last, oldest: ring.oldest, newest: ring.newest, isComplete: isComplete))
        }
        return try look.get()
    }

    /// What came last, after a number: no more than a person can make something of.
    func recent(after: Int?, atMost: Int = 1000) throws(JournalError) -> [JournalEntry] {
        let look: Result<[JournalEntry], JournalError> = self.state.withLockedValue { state in
            if let error = self.refusal(of: state) { return .failure(error) }
            let ring = state.ring
            let first = max(ring.oldest - 1, after ?? 0, ring.newest - atMost)
            var entries: [JournalEntry] = []
            _ = ring.visit(after: first, of: nil, atMost: atMost) { entry in
                entries.append(entry)
                return true
            }
            return .success(entries)
        }
        return try look.get()
    }

    func refusal(of state: State) -> JournalError? {
        if state.isClosed { return .closed }
        return self.bounds.entries > 0 ? nil : .off
    }
}
