import Domain
import Testing

@testable import Scenarios

@Suite struct NumberPatternTests {
    private static func occurrence(_ text: String) throws -> OccurrencePattern {
        let rule = try Example.scenario("when: {occurrence: \(text)}, then: {delay: 1s}").rules[0]
        return try #require(rule.conditions.occurrence)
    }

    private static func fragment(_ text: String) throws -> FragmentPattern {
        let rule = try Example.scenario("when: {fragment: \(text)}, then: {delay: 1s}").rules[0]
        return try #require(rule.conditions.fragment)
    }

    @Test(
        "Which of the first ten requests are meant, and how the pattern is told",
        arguments: [
            ("3", [3], "3"), ("[1, 4]", [1, 4], "1, 4"), ("8..", [8, 9, 10], "8.."), ("2..4", [2, 3, 4], "2..4"),
            ("every 4", [4, 8], "every 4"), ("every 4 from 2", [2, 6, 10], "every 4 from 2"),
            ("every 1", Array(1...10), "every 1"), ("every 3 from 9", [9], "every 3 from 9"),
            ("[1..2, every 5]", [1, 2, 5, 10], "1..2, every 5"),
        ]
    )
    func occurrences(text: String, numbers: [Int], words: String) throws {
        let pattern = try Self.occurrence(text)
        #expect((1...10).filter(pattern.contains) == numbers)
        #expect(pattern.description == words)
    }

    @Test(
        "Which of the fragments -1 to 5 are meant, and how the pattern is told",
        arguments: [
            ("first", [0], "0"), ("last", [-1], "last"), ("-1", [-1], "last"), ("2", [2], "2"),
            ("3..", [3, 4, 5], "3.."), ("[first, 2..3, last]", [-1, 0, 2, 3], "0, 2..3, last"),
        ]
    )
    func fragments(text: String, numbers: [Int], words: String) throws {
        let pattern = try Self.fragment(text)
        #expect((-1...5).filter { pattern.contains($0 == -1 ? .closing : .numbered($0)) } == numbers)
        #expect(pattern.description == words)
    }

    @Test(
        "Shares",
        arguments: [
            ("10%", 100_000, "10%"), ("0.0001%", 1, "0.0001%"), ("100%", 1_000_000, "100%"), ("2.50%", 25_000, "2.5%"),
            ("12.0305%", 120_305, "12.0305%"),
        ]
    )
    func shares(text: String, perMillion: Int, words: String) throws {
        let share = try Example.scenario("when: {share: \(text)}, then: {delay: 1s}").rules[0].conditions.share
        #expect(share?.perMillion == perMillion)
        #expect(share?.description == words)
    }
}
