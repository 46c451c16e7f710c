/// Why a journal does not answer as asked. ``description`` says what to do.
public enum JournalError: Error, Sendable {
    /// Nothing is recorded, because the settings say so.
    case off
    /// What the journal is about has gone: its sandbox was removed.
    case closed
    /// The entry `asked`, or entries from it on, were recorded and are not kept any more; `oldest` is the first that is, or
    /// that will be.
    case evicted(asked: Int, oldest: Int)
    /// No entry has the number yet.
    case notYet(asked: Int, newest: Int)
    /// So many wait already.
    case tooManyWaiters(limit: Int)
    /// Nothing of the kind came in time.
    case timedOut(JournalTimeout)
}

/// What was waited for in vain, and what came near it.
public struct JournalTimeout: Hashable, Sendable {
    /// What was waited for, in words.
    public let expected: String
    /// How long, by the machine's time: `10s`.
    public let time: String
    /// What came, and how it differs from what was waited for; the nearest first, at most three.
    public let nearMisses: [String]
    /// How many entries there were to look at.
    public let lookedAt: Int
}

extension JournalError: CustomStringConvertible {
    /// What is the matter and what to do, for a person.
    public var description: String { "\(self.message) \(self.hint)" }

    /// What is the matter.
    public var message: String {
        switch self {
        case .off: "The journal is switched off: journal.entries is 0."
        case .closed: "The journal has gone with its sandbox."
        case .evicted(let asked, let oldest):
            "Entry \(asked) of the journal is not kept any more; the oldest that is asked about can be \(oldest)."
        case .notYet(let asked, let newest):
            newest == 0
                ? "Entry \(asked) was asked about; nothing has been recorded yet."
                : "Entry \(asked) was asked about; the newest is \(newest)."
        case .tooManyWaiters(let limit): "\(limit) calls wait for entries of this journal already; no more may."
        case .timedOut(let timeout): timeout.message
        }
    }

    /// What to do.
    public var hint: String {
        switch self {
        case .off: "Set journal.entries to at least 1 in the settings."
        case .closed: "Make the sandbox anew, or ask the environment's journal."
        case .evicted(_, let oldest):
            "Ask from \(oldest) on. To keep more, raise journal.entries and journal.bytes in the settings, or those "
                + "under journal.sandbox."
        case .notYet:
            "Numbers begin at 1 in each process and each sandbox. Ask without 'after', or with the number of an entry you have seen."
        case .tooManyWaiters: "Let one end first, or wait with less narrow filters."
        case .timedOut(let timeout):
            timeout.nearMisses.isEmpty
                ? "Check that the client reaches this port with the certificate of this user."
                : "Compare what came with what was expected, or wait for longer."
        }
    }
}

extension JournalTimeout {
    var message: String {
        let wait = "No \(self.expected) within \(self.time)."
        guard !self.nearMisses.isEmpty else {
            return wait + (self.lookedAt == 0 ? " Nothing came at all." : " Nothing that came was like it.")
        }
        return wait + " Near: " + self.nearMisses.joined(separator: "; ") + "."
    }
}
