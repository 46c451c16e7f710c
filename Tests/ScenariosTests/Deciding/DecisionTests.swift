import Domain
import Foundation
import Scenarios
import Testing

@Suite struct DecisionTests {
    private static func engine(_ scenarios: Scenario...) -> ScenarioEngine {
        ScenarioEngine(scenarios, seed: Seed(0))
    }

    @Test("The first rule that matches decides, for each kind of action by itself")
    func firstOfEachKind() throws {
        let engine = Self.engine(
            try Example.scenario(
                "when: {program: KRITA}, then: {delay: 1ms, answer: {status: 500}}",
                "then: {delay: 2ms}",
                named: "a"
            ),
            try Example.scenario(
                "then: {delay: 3ms, answer: {status: 503}}",
                "when: {endpoint: upload}, then: {answer: {status: 504}, fault: {at: before-stored, do: close}}",
                "when: {fragment: last}, then: {status: [{state: read}], event: forget-session}",
                """
                when: {endpoint: upload}, then: {status: [{state: not-read}], event: revoke-certificate, \
                fault: {at: before-stored, do: reset}}
                """,
                named: "b"
            )
        )
        let decision = engine.decide(.upload(-1))
        #expect(decision.delay?.value.wait == .milliseconds(2))
        #expect(decision.delay?.rule.description == "a/r2")
        #expect(decision.answer?.value.status == 503)
        #expect(decision.answer?.rule.description == "b/r1")
        #expect(decision.fault?.rule.description == "b/r2")
        #expect(decision.event?.rule.description == "b/r3")
        #expect(decision.status?.rule.description == "b/r3")
        #expect(decision.status?.value.steps.map(\.status) == [.readIn])
        #expect(decision.spared == nil)
    }

    @Test("Nothing is decided where nothing matches")
    func nothing() throws {
        let engine = Self.engine(try Example.scenario("when: {user: fund}, then: {delay: 1s}"))
        #expect(engine.decide(.upload()) == .nothing)
        #expect(engine.decide(.heartbeat()) == .nothing)
        #expect(ScenarioEngine([], seed: Seed(0)).decide(.heartbeat()) == .nothing)
    }

    @Test("Only the fragment that ends a file gets a status")
    func status() throws {
        let engine = Self.engine(try Example.scenario("then: {status: [{state: system-fault}]}"))
        #expect(engine.decide(.upload(0)).status == nil)
        #expect(engine.decide(.upload(7)).status == nil)
        #expect(engine.decide(.heartbeat()).status == nil)
        #expect(engine.decide(.upload(-1)).status != nil)
    }

    /// The numbers of the requests that are delayed.
    private static func hits(_ conditions: String, _ requests: [RequestFacts]) throws -> [Int] {
        let engine = Self.engine(try Example.scenario("when: {\(conditions)}, then: {delay: 1s}"))
        return requests.indices.filter { engine.decide(requests[$0]).delay != nil }
    }

    @Test("Occurrences are counted in the scope that the rule names")
    func scopes() throws {
        let requests: [RequestFacts] = [
            .upload(0), .upload(1), .upload(0, name: "b.xml"), .upload(0, user: "fund"), .upload(2),
            .upload(0, owner: "another"), .upload(0, environment: .production), .upload(1, name: "b.xml"),
        ]
        #expect(try Self.hits("endpoint: upload, occurrence: 2", requests) == [1, 7])
        #expect(try Self.hits("endpoint: upload, occurrence: 2, per: user", requests) == [1])
        #expect(try Self.hits("endpoint: upload, occurrence: 4, per: user", requests) == [4])
        #expect(try Self.hits("endpoint: upload, occurrence: 4, per: environment", requests) == [3])
        #expect(try Self.hits("endpoint: upload, occurrence: 1, per: environment", requests) == [0, 6])
        #expect(try Self.hits("endpoint: upload, occurrence: 1", requests) == [0, 2, 3, 5, 6])
    }

    @Test("Only what meets the other conditions is counted, whether or not another rule decides")
    func counted() throws {
        let requests: [RequestFacts] = [.upload(0), .upload(1), .upload(-1), .upload(2), .upload(3)]
        #expect(try Self.hits("endpoint: upload, fragment: 1.., occurrence: 2", requests) == [3])
        let engine = Self.engine(
            try Example.scenario(
                "then: {delay: 1ms}",
                "when: {endpoint: upload, occurrence: 3}, then: {delay: 2ms, answer: {status: 500}}"
            )
        )
        let decisions = requests.map(engine.decide)
        #expect(decisions.map { $0.answer != nil } == [false, false, true, false, false])
        #expect(decisions.allSatisfy { $0.delay?.value.wait == .milliseconds(1) })
    }

    @Test("History calls are counted by delivery, heartbeats by user")
    func otherEndpoints() throws {
        let first = DeliveryID(UUID())
        let second = DeliveryID(UUID())
        let requests: [RequestFacts] = [
            .history(first), .history(second), .heartbeat(), .history(first), .heartbeat(user: "fund"), .heartbeat(),
        ]
        #expect(try Self.hits("endpoint: history, occurrence: 2", requests) == [3])
        #expect(try Self.hits("endpoint: heartbeat, occurrence: 2", requests) == [5])
        #expect(try Self.hits("occurrence: 3", requests) == [2])
    }

    @Test("Rules that stay go on counting; the others begin anew")
    func replace() throws {
        let stays = "when: {endpoint: heartbeat, occurrence: 3}, then: {delay: 1s}"
        let engine = Self.engine(try Example.scenario(stays, "when: {occurrence: 3}, then: {answer: {status: 500}}"))
        #expect(engine.decide(.heartbeat()) == .nothing)
        #expect(engine.decide(.heartbeat()) == .nothing)
        // The first now does something else, the second counts something else.
        let changed = try Example.scenario(
            "when: {endpoint: heartbeat, occurrence: 3}, then: {delay: 2s}",
            "when: {occurrence: 1}, then: {answer: {status: 501}}"
        )
        engine.replace([try Example.scenario("then: {event: revoke-certificate}", named: "other"), changed])
        let decision = engine.decide(.heartbeat())
        #expect(decision.delay?.value.wait == .seconds(2))
        #expect(decision.answer?.value.status == 501)
        #expect(decision.event?.rule.description == "other/r1")
        #expect(engine.scenarios.map(\.name) == ["other", "s"])
    }

    @Test("Asked from many threads at once, no request is counted twice or lost")
    func threads() async throws {
        let rule = "when: {occurrence: every 2, per: environment}, then: {delay: 1s}"
        let engine = Self.engine(try Example.scenario(rule))
        let hits = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<1000).count { _ in engine.decide(.heartbeat()).delay != nil } }
            }
            return await group.reduce(0, +)
        }
        #expect(hits == 4000)
    }

    @Test("A rule that was gone begins anew when it comes back")
    func comesBack() throws {
        let scenario = try Example.scenario("when: {occurrence: 2}, then: {delay: 1s}")
        let engine = Self.engine(scenario)
        #expect(engine.decide(.heartbeat()) == .nothing)
        engine.replace([])
        engine.replace([scenario])
        #expect(engine.decide(.heartbeat()) == .nothing)
        #expect(engine.decide(.heartbeat()).delay != nil)
    }
}
