/// A call that is expected, and how often.
public struct ExpectedCall: Hashable, Sendable {
    public var filter: JournalFilter
    public var times: ClosedRange<Int>

    /// - Parameters:
    ///   - filter: one that says nothing of status, code and ending means accepted calls: one that was refused is near, but
    ///     is not what was expected.
    ///   - times: at least once when nothing is said.
    public init(_ filter: JournalFilter, times: ClosedRange<Int> = 1...Int.max) {
        self.filter = filter
        self.times = times
    }

    public init(_ filter: JournalFilter, times: Int) {
        self.init(filter, times: times...times)
    }

    /// What an entry must be, with what goes without saying.
    var meant: JournalFilter {
        var filter = self.filter
        let saysHow = filter.status != nil || filter.code != nil || filter.ending != nil
        if !saysHow, filter.kind != .handshake { filter.ending = .accepted }
        return filter
    }
}

/// What a journal is expected to show.
public struct JournalExpectation: Hashable, Sendable {
    public var calls: [ExpectedCall]
    /// Whether each call must come after those before it in ``calls``, as often as they must come at least.
    public var inOrder: Bool
    /// Whether anything that is none of ``calls`` is a failure, a failed handshake too.
    public var nothingElse: Bool
    /// What is looked at, for instance one user's.
    public var scope: JournalFilter
    /// Only what came after this number; `nil` for all since the beginning, or since the journal was cleared.
    public var after: Int?

    public init(
        _ calls: [ExpectedCall],
        inOrder: Bool = false,
        nothingElse: Bool = false,
        scope: JournalFilter = JournalFilter(),
        after: Int? = nil
    ) {
        self.calls = calls
        self.inOrder = inOrder
        self.nothingElse = nothingElse
        self.scope = scope
        self.after = after
    }
}
