public import Domain

/// Which entries are meant: those that have everything that is said here. What is `nil` may be anything.
public struct JournalFilter: Hashable, Sendable {
    /// The two things that a journal records.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case request, handshake
    }

    public var kind: Kind?
    /// As the settings name it, or a sandbox's.
    public var user: String?
    public var endpoint: RecordedCall.Endpoint?
    public var fragment: FragmentIndex?
    /// Compared exactly.
    public var fileName: String?
    public var organisation: OrganisationNumber?
    public var program: StatisticalProgram?
    public var format: FileFormatName?
    public var period: ReferencePeriod?
    /// That the answer named or that history was asked of.
    public var delivery: DeliveryID?
    /// The answer's HTTP status.
    public var status: Int?
    /// The answer's problem code; for a handshake the name of the check that failed.
    public var code: String?
    public var ending: JournalEntry.Ending?
    /// What a history answer told.
    public var told: DeliveryStatus?
    public var traceID: String?
    /// A rule, `scenario/rule`, or all rules of a scenario.
    public var injected: String?
    /// The number of the connection.
    public var connection: Int?

    public init() {}

    public func matches(_ entry: JournalEntry) -> Bool { self.criteria.allSatisfy { $0.isMet(by: entry) } }

    var criteria: [JournalCriterion] {
        let criteria: [JournalCriterion?] = [
            self.kind.map(JournalCriterion.kind), self.endpoint.map(JournalCriterion.endpoint),
            self.user.map(JournalCriterion.user), self.fileName.map(JournalCriterion.fileName),
            self.fragment.map(JournalCriterion.fragment), self.organisation.map(JournalCriterion.organisation),
            self.program.map(JournalCriterion.program), self.format.map(JournalCriterion.format),
            self.period.map(JournalCriterion.period), self.delivery.map(JournalCriterion.delivery),
            self.status.map(JournalCriterion.status), self.code.map(JournalCriterion.code),
            self.ending.map(JournalCriterion.ending), self.told.map(JournalCriterion.told),
            self.traceID.map(JournalCriterion.traceID), self.injected.map(JournalCriterion.injected),
            self.connection.map(JournalCriterion.connection),
        ]
        return criteria.compactMap { $0 }
    }
}
