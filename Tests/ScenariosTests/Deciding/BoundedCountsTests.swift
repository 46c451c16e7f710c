import Testing

@testable import Scenarios

@Suite struct BoundedCountsTests {
    private static func key(_ number: Int) -> BoundedCounts.Key { .init(rule: 1, scope: UInt64(number)) }

    @Test("Counts are kept by key")
    func counts() {
        var counts = BoundedCounts(capacity: 10)
        #expect(counts.isEmpty)
        #expect([1, 2, 1, 1].map { counts.count(Self.key($0)) } == [1, 1, 2, 3])
        #expect(counts[Self.key(1)] == 3)
        counts.remove(Self.key(1))
        #expect(counts.count(Self.key(1)) == 1)
        counts.keep { $0.scope == 2 }
        #expect(counts[Self.key(1)] == 0)
        #expect(counts[Self.key(2)] == 1)
        #expect(counts.count(.init(rule: 2, scope: 2)) == 1)
    }

    @Test("The keys used last are remembered, and those used long ago forgotten")
    func bounded() {
        var counts = BoundedCounts(capacity: 100)
        for number in 0..<10_000 {
            _ = counts.count(Self.key(number))
            // Used all the time.
            #expect(counts.count(Self.key(-1 + 1 << 40)) == number + 1)
        }
        let remembered = (0..<10_000).count { counts[Self.key($0)] > 0 }
        #expect((99...200).contains(remembered))
        #expect((9_901..<10_000).allSatisfy { counts[Self.key($0)] == 1 })
    }
}
