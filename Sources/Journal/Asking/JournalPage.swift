/// Some entries of a journal, in their order.
public struct JournalPage: Sendable {
    public let entries: [JournalEntry]
    /// With what to ask `after` for those that follow; `nil` when none does yet.
    public let next: Int?
    /// The number of the oldest entry that is kept; the one that the next entry gets when none is.
    public let oldest: Int
    /// The number of the newest entry; 0 when there never was one. Asked `after` it, the journal tells what comes from now on.
    public let newest: Int
    /// Whether nothing was lost since the journal was cleared last, or ever: every entry from then on is kept.
    public let isComplete: Bool
}
