/// Finds the word that a misspelt one probably stands for.
package enum Spelling {
    /// Longer texts are no misspelt words, and the comparison costs the product of the lengths.
    private static let longestWord = 64

    /// The word nearest to `text`, without regard to case; `nil` when none is near: at most one mistake in words of up
    /// to five letters, and one more for every three letters from six on.
    package static func suggestion(for text: String, among words: [String]) -> String? {
        guard !text.isEmpty, text.count <= self.longestWord else { return nil }
        let candidates = words.map { (word: $0, distance: self.distance(text.lowercased(), $0.lowercased())) }
        guard let nearest = candidates.min(by: { $0.distance < $1.distance }) else { return nil }
        return nearest.distance <= max(1, nearest.word.count / 3) ? nearest.word : nil
    }

    /// How many letters must be inserted, removed, replaced or swapped with their neighbour to turn one word into the
    /// other (optimal string alignment).
    package static func distance(_ first: String, _ second: String) -> Int {
        let first = Array(first)
        let second = Array(second)
        var beforePrevious: [Int] = []
        var previous = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            for column in second.indices {
                let replaced = previous[column] + (first[row] == second[column] ? 0 : 1)
                var best = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    best = min(best, beforePrevious[column - 1] + 1)
                }
                current.append(best)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[second.count]
    }
}
