/// What came of a replay.
struct ReplayResult: CustomStringConvertible {
    var played = 0
    /// One line each.
    var differences: [String] = []
    /// Calls that were not made, one line each.
    var skipped: [String] = []

    var description: String {
        let alike = self.played - self.differences.count
        let calls = self.played == 1 ? "call was" : "calls were"
        var lines = ["\(self.played) \(calls) played, \(alike) with the answer that was recorded."]
        if !self.differences.isEmpty { lines += ["Different:"] + self.differences.map { "  \($0)" } }
        if !self.skipped.isEmpty { lines += ["Not played:"] + self.skipped.map { "  \($0)" } }
        return lines.joined(separator: "\n")
    }
}
