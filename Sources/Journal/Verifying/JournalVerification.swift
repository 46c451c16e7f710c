/// Whether a journal shows what was expected, and what came near where it does not.
public struct JournalVerification: Codable, Hashable, Sendable {
    public let verified: Bool
    /// In the order of the expected calls.
    public let expectations: [Expectation]
    /// What keeps the expectations from being met, each a clause without its full stop; empty when they are.
    public let nearMisses: [String]
    /// How many entries were looked at.
    public let lookedAt: Int

    public struct Expectation: Codable, Hashable, Sendable {
        /// The call in words.
        public let expected: String
        /// `once`, `at least twice`.
        public let times: String
        /// Numbers of the entries that are such a call.
        public let entries: [Int]
        public let met: Bool
    }
}

extension JournalVerification: CustomStringConvertible {
    /// What a failing test prints: each expectation, and what came near.
    public var description: String {
        let looked = "\(self.lookedAt) \(self.lookedAt == 1 ? "entry was" : "entries were") looked at"
        let head =
            self.verified
            ? "The journal shows what was expected; \(looked)."
            : "The journal does not show what was expected; \(looked)."
        let lines = self.expectations.map { "  \($0.met ? "met" : "NOT MET"): \($0)" }
        let near = self.nearMisses.isEmpty ? [] : ["Why:"] + self.nearMisses.map { "  - \($0)" }
        return ([head] + lines + near).joined(separator: "\n")
    }
}

extension JournalVerification.Expectation: CustomStringConvertible {
    public var description: String {
        "\(self.expected), \(self.times); came \(Times.text(self.entries.count))\(Times.entries(self.entries))"
    }
}
