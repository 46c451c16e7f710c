import Domain
import Foundation
import Testing

@testable import Scenarios

@Suite struct ChanceTests {
    private static func scenario(share: String = "10%", per: String = "upload", seed: String? = nil) throws -> Scenario
    {
        let rule =
            "{name: r, when: {endpoint: upload, share: \(share), per: \(per)}, then: {delay: {from: 0ms, to: 1h}}}"
        let seed = seed.map { "seed: \($0)\n" } ?? ""
        return try Scenario.parse("scenario: s\n\(seed)rules: [\(rule)]", file: "s.yaml")
    }

    private static func decisions(_ scenario: Scenario, seed: UInt64, _ requests: [RequestFacts]) -> [Decision] {
        let engine = ScenarioEngine([scenario], seed: Seed(seed))
        return requests.map(engine.decide)
    }

    @Test("A share of 10 000 requests is about what it says", arguments: [("1%", 100), ("10%", 1000), ("50%", 5000)])
    func shares(share: String, expected: Int) throws {
        for seed in [1, 2, 0xFFFF_FFFF_FFFF_FFFF] as [UInt64] {
            let requests = (0..<10_000).map { RequestFacts.upload($0) }
            let hits = Self.decisions(try Self.scenario(share: share), seed: seed, requests).count { $0.delay != nil }
            // Four standard deviations.
            let deviation = (Double(expected) * (1 - Double(expected) / 10_000)).squareRoot() * 4
            #expect(abs(Double(hits - expected)) < deviation, "\(hits) of 10000 with seed \(seed)")
        }
    }

    @Test("What a sandbox draws follows from the seed alone; a user's draws are the user's")
    func sandboxes() throws {
        func drawn(by user: String) throws -> [Decision] {
            let requests = (0..<300).map { number in
                var facts = RequestFacts.upload(number % 7)
                facts.user = user
                return facts
            }
            return Self.decisions(try Self.scenario(share: "50%"), seed: 1, requests)
        }
        #expect(try drawn(by: "sandbox/a") == drawn(by: "sandbox/b"))
        #expect(try drawn(by: "sandbox/a") != drawn(by: "demo"))
    }

    @Test("The same share among files as among the requests of one")
    func files() throws {
        let requests = (0..<10_000).map { RequestFacts.upload(name: "\($0).xml") }
        let hits = Self.decisions(try Self.scenario(), seed: 3, requests).count { $0.delay != nil }
        #expect((880...1120).contains(hits))
    }

    @Test("The same seed and requests give the same decisions, another seed others")
    func seeds() throws {
        let requests = (0..<300).map { RequestFacts.upload($0 % 7, name: "\($0 % 5).xml") }
        let scenario = try Self.scenario(share: "50%")
        let first = Self.decisions(scenario, seed: 1, requests)
        #expect(first == Self.decisions(scenario, seed: 1, requests))
        #expect(first != Self.decisions(scenario, seed: 2, requests))
        // A scenario with a seed of its own is the same in every run.
        let own = try Self.scenario(share: "50%", seed: "1")
        #expect(Self.decisions(own, seed: 1, requests) == first)
        #expect(Self.decisions(own, seed: 2, requests) == first)
    }

    @Test(
        "What other clients do, and in which session, changes nothing for a client",
        arguments: ["upload", "user", "environment"]
    )
    func independence(per: String) throws {
        let own = (0..<100).map { RequestFacts.upload($0) }
        let scenario = try Self.scenario(share: "50%", per: per)
        let alone = Self.decisions(scenario, seed: 5, own)
        var generator = SeededGenerator(seed: 1)
        let engine = ScenarioEngine([scenario], seed: Seed(5))
        let among = own.enumerated().map { index, request in
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                _ = engine.decide(.upload(index, user: "fund"))
                _ = engine.decide(.upload(index, environment: .production))
            }
            return engine.decide(request.with { $0.owner = "session \(index / 10)" })
        }
        #expect(alone == among)
    }

    @Test("Another upload of the same user changes nothing for one that is drawn by upload")
    func uploads() throws {
        let own = (0..<100).map { RequestFacts.upload($0) }
        let alone = Self.decisions(try Self.scenario(share: "50%"), seed: 5, own)
        let both = own.flatMap { [$0, $0.with { $0.file.name = "b.xml" }] }
        let among = Self.decisions(try Self.scenario(share: "50%"), seed: 5, both)
        #expect(alone == among.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element))
        #expect(alone != among.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element))
    }

    @Test("Drawn delays fill their range, whole milliseconds")
    func delays() throws {
        let scenario = try Example.scenario("then: {delay: {from: 100ms, to: 109ms}}")
        let engine = ScenarioEngine([scenario], seed: Seed(9))
        let waits = Set((0..<1000).compactMap { engine.decide(.upload($0)).delay?.value.wait })
        #expect(waits == Set((100...109).map { .milliseconds($0) }))
    }

    @Test("The documented computation: what is drawn never changes from version to version")
    func published() {
        #expect(StableHash().value == 0xcbf2_9ce4_8422_2325)
        var hash = StableHash()
        hash.add("foobar")
        // FNV-1a of "foobar" is 85944171f73967e8 by its authors' test vectors; then a zero byte.
        #expect(hash.value == (0x8594_4171_f739_67e8 as UInt64) &* 0x100_0000_01b3)
        // The first number of SplitMix64 from the seed 1234567, by its author's C program.
        #expect((1_234_567 as UInt64).splitMixed == 6_457_827_717_110_365_317)
        let chance = RuleChance(RuleName(scenario: "s", rule: "r"), seed: Seed(1))
        let drawn = (1...3).map { chance.draw(.share, for: .upload(), scope: .upload, number: $0) }
        #expect(drawn.map { $0 % 1_000_000 } == Self.expectedPositions)
    }

    /// Computed apart from this program, as docs/scenarios.md describes it.
    private static let expectedPositions: [UInt64] = [528816, 582005, 345541]
}
