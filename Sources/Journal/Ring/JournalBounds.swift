/// How much a journal keeps. What comes above either bound evicts the oldest entries.
public struct JournalBounds: Hashable, Sendable {
    /// 0 switches the journal off: nothing is recorded.
    public let entries: Int
    /// Roughly what the entries take in memory.
    public let bytes: Int

    /// Nothing is kept.
    public static let none = JournalBounds(entries: 0, bytes: 0)

    public init(entries: Int, bytes: Int) {
        self.entries = entries
        self.bytes = bytes
    }
}
