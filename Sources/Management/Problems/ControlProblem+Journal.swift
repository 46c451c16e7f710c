import Journal

extension ControlProblem.Kind {
    static let journalOff = ControlProblem.Kind("journal-off", 409, "Nothing is recorded")
    static let journalClosed = ControlProblem.Kind("journal-closed", 404, "The journal's sandbox is gone")
    static let entryUnknown = ControlProblem.Kind("entry-unknown", 404, "There is no such entry yet")
    static let entryEvicted = ControlProblem.Kind("entry-evicted", 410, "The entry is not kept any more")
    static let waitedInVain = ControlProblem.Kind("waited-in-vain", 408, "Nothing of the kind came in time")
    static let tooManyWaiters = ControlProblem.Kind("too-many-waiters", 503, "Too many calls wait")

    static let journalKinds = [
        journalOff, journalClosed, entryUnknown, entryEvicted, waitedInVain, tooManyWaiters,
    ]
}

extension ControlProblem {
    /// Why a journal does not answer as asked.
    init(_ error: JournalError) {
        let kind: Kind =
            switch error {
            case .off: .journalOff
            case .closed: .journalClosed
            case .evicted: .entryEvicted
            case .notYet: .entryUnknown
            case .tooManyWaiters: .tooManyWaiters
            case .timedOut: .waitedInVain
            }
        self.init(kind, detail: error.message, hint: error.hint)
    }
}
