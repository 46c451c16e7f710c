import Foundation
import NIOConcurrencyHelpers

/// Who waits for an entry.
struct Waiter {
    let criteria: [JournalCriterion]
    let continuation: CheckedContinuation<JournalEntry?, any Error>
}

extension Journal.State {
    /// Those that an entry is for; they wait no longer.
    mutating func takeWaiters(for entry: JournalEntry) -> [Waiter] {
        let woken = self.waiters.filter { $0.value.criteria.allSatisfy { $0.isMet(by: entry) } }
        for id in woken.keys { self.waiters[id] = nil }
        return Array(woken.values)
    }
}

extension Journal {
    /// How many may wait at once.
    public static let waiters = 256

    /// How many wait now.
    public var waiting: Int { self.state.withLockedValue(\.waiters.count) }

    /// The first entry after a number that a filter matches: one that is there, or the first that comes.
    ///
    /// - Parameters:
    ///   - after: `nil` for all that are kept.
    ///   - timeout: by the machine's time, whatever the emulator's clocks do.
    /// - Throws: ``JournalError``, in ``JournalError/timedOut(_:)`` with what came near; `CancellationError`.
    public func wait(for filter: JournalFilter, after: Int? = nil, timeout: Duration) async throws -> JournalEntry {
        let first = await withThrowingTaskGroup(of: JournalEntry?.self) { group in
            group.addTask { try await self.first(filter, after: after) }
            group.addTask {
                try await Task.sleep(for: timeout)
                return nil
            }
            defer { group.cancelAll() }
            return await group.nextResult()
        }
        if let entry = try first?.get() { return entry }
        try Task.checkCancellation()
        throw JournalError.timedOut(self.timeout(filter, after: after, timeout))
    }

    private func first(_ filter: JournalFilter, after: Int?) async throws -> JournalEntry {
        // What comes between a search that finds nothing and the waiting would be missed, so the search is made again.
        var position = after
        while true {
            let page = try self.page(filter, after: position, limit: 1)
            if let entry = page.entries.first { return entry }
            if let entry = try await self.next(filter, after: page.newest) { return entry }
            position = page.newest
        }
    }

    /// The next entry that a filter matches.
    ///
    /// - Returns: `nil` when others have come after `newest` already.
    private func next(_ filter: JournalFilter, after newest: Int) async throws -> JournalEntry? {
        let id = self.state.withLockedValue { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let waiter = Waiter(criteria: filter.criteria, continuation: continuation)
                if let outcome = self.enter(waiter, id, after: newest) { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let waiter = self.state.withLockedValue { $0.waiters.removeValue(forKey: id) }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    /// - Returns: `nil` when it waits from now on.
    private func enter(_ waiter: Waiter, _ id: Int, after newest: Int) -> Result<JournalEntry?, any Error>? {
        self.state.withLockedValue { state in
            if state.isClosed { return .failure(JournalError.closed) }
            if Task.isCancelled { return .failure(CancellationError()) }
            if state.ring.newest != newest { return .success(nil) }
            guard state.waiters.count < Self.waiters else {
                return .failure(JournalError.tooManyWaiters(limit: Self.waiters))
            }
            state.waiters[id] = waiter
            return nil
        }
    }

    private func timeout(_ filter: JournalFilter, after: Int?, _ time: Duration) -> JournalTimeout {
        // What has been evicted meanwhile cannot have come near.
        let recent = (try? self.recent(after: after)) ?? []
        return JournalTimeout(
            expected: filter.words,
            time: time.formatted(.units(allowed: [.minutes, .seconds, .milliseconds], width: .narrow)),
            nearMisses: NearMiss.nearest(to: filter, in: recent).map(\.text),
            lookedAt: recent.count
        )
    }
}
