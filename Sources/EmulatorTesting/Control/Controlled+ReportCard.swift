import Domain
import Journal
public import ReportCard
import Server

// How a client has behaved, judged from its ordinary traffic (docs/report-card.md).
extension TestSandbox {
    /// The card of the sandbox's client so far.
    ///
    /// - Parameter isOver: whether the client has ended: what it has not done by now counts as left undone.
    /// - Throws: `JournalError` when nothing is recorded.
    public func reportCard(isOver: Bool = true) throws -> ReportCard {
        try self.judge(self.name.user, isOver: isOver)
    }
}

extension TestEmulator {
    /// The card so far of one of the settings' users in the test environment.
    ///
    /// - Parameter isOver: whether the client has ended: what it has not done by now counts as left undone.
    /// - Throws: `JournalError` when nothing is recorded.
    public func reportCard(of user: String = "demo", isOver: Bool = true) throws -> ReportCard {
        try self.judge(user, isOver: isOver)
    }
}

extension Controlled {
    func judge(_ user: String, isOver: Bool) throws -> ReportCard {
        let page = try self.journal.page(limit: .max)
        let context = CardContext(isOver: isOver, isComplete: page.isComplete)
        return ReportCard(of: user, page.entries.traffic(ofUser: user), context: context)
    }
}
