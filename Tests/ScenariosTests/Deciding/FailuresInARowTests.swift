import Domain
import Foundation
import Scenarios
import Testing

@Suite struct FailuresInARowTests {
    private static let failures = [
        "fault: {at: before-stored, do: close}", "fault: {at: {answer-bytes: 3}, do: {stall: 1s}}",
        "answer: {status: 503}", "answer: {status: 200, when: after-stored}", "event: forget-session",
        "event: {maintenance: {for: 1s}}",
    ]

    @Test("After so many failures in a row the next request goes through", arguments: Self.failures, [1, 3])
    func limit(failure: String, limit: Int) throws {
        let scenario = try Example.scenario(
            "when: {endpoint: upload}, then: {delay: 1s, \(failure)}",
            limit: String(limit)
        )
        let engine = ScenarioEngine([scenario], seed: Seed(0))
        let decisions = (0..<8).map { engine.decide(.upload($0)) }
        let fails = decisions.map { $0.fault != nil || $0.answer != nil || $0.event != nil }
        #expect(fails == (0..<8).map { $0 % (limit + 1) != limit })
        #expect(decisions.map { $0.spared?.description } == fails.map { $0 ? nil : "s/r1" })
        #expect(decisions.allSatisfy { $0.delay != nil })
    }

    @Test("Without a limit nothing is spared")
    func unlimited() throws {
        let engine = ScenarioEngine([try Example.scenario("then: {answer: {status: 500}}")], seed: Seed(0))
        #expect((0..<100).allSatisfy { engine.decide(.upload($0)).answer != nil })
    }

    @Test("What fails nothing is not counted", arguments: ["delay: 1s", "fault: {at: idle, do: close}"])
    func harmless(action: String) throws {
        let engine = ScenarioEngine([try Example.scenario("then: {\(action)}", limit: "1")], seed: Seed(0))
        for number in 0..<10 {
            let decision = engine.decide(.upload(number))
            #expect(decision.delay != nil || decision.fault != nil)
        }
    }

    @Test("Each upload, each user's heartbeats and each delivery's history calls have a row of their own")
    func rows() throws {
        let engine = ScenarioEngine([try Example.scenario("then: {answer: {status: 500}}", limit: "1")], seed: Seed(0))
        let requests: [RequestFacts] = [
            .upload(), .upload(name: "b.xml"), .upload(user: "fund"), .heartbeat(), .heartbeat(user: "fund"),
            .history(DeliveryID(UUID())), .history(DeliveryID(UUID())), .upload(environment: .production),
        ]
        #expect(requests.allSatisfy { engine.decide($0).answer != nil })
        #expect(requests.allSatisfy { engine.decide($0).answer == nil })
        #expect(requests.allSatisfy { engine.decide($0).answer != nil })
    }

    @Test("A client whose session is forgotten gets through in another")
    func sessions() throws {
        let engine = ScenarioEngine(
            [
                try Example.scenario(
                    "when: {endpoint: upload, occurrence: 1}, then: {event: forget-session}",
                    limit: "3"
                )
            ],
            seed: Seed(0)
        )
        let fails = (0..<4).map { engine.decide(.upload(owner: "session \($0)")).event != nil }
        #expect(fails == [true, true, true, false])
    }

    @Test("Failures of several scenarios count together, each held to its own limit")
    func several() throws {
        let engine = ScenarioEngine(
            [
                try Example.scenario("when: {occurrence: '1..2'}, then: {answer: {status: 500}}", named: "a"),
                try Example.scenario(
                    "when: {endpoint: upload}, then: {fault: {at: before-stored, do: reset}}",
                    named: "b",
                    limit: "1"
                ),
            ],
            seed: Seed(0)
        )
        let decisions = (0..<3).map { engine.decide(.upload($0)) }
        #expect(decisions.map { $0.answer?.rule.scenario } == ["a", "a", nil])
        #expect(decisions.map { $0.fault?.rule.scenario } == ["b", nil, nil])
        #expect(engine.decide(.upload(3)).fault != nil)
    }

    @Test("With a share, too, no row is longer than the limit, and a request between ends it")
    func share() throws {
        let scenario = try Example.scenario(
            "when: {endpoint: upload, share: 80%}, then: {answer: {status: 500}}",
            limit: "2"
        )
        let engine = ScenarioEngine([scenario], seed: Seed(7))
        let fails = (0..<2000).map { engine.decide(.upload($0)).answer != nil }
        let rows = fails.split(separator: false).map(\.count)
        #expect(rows.max() == 2)
        #expect(rows.contains(1))
    }
}
