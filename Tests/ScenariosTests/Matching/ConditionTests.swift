import Domain
import Foundation
import Testing

@testable import Scenarios

@Suite struct ConditionTests {
    /// Whether a rule with these conditions delays the request.
    private static func matches(_ conditions: String, _ facts: RequestFacts) throws -> Bool {
        let scenario = try Example.scenario("when: {\(conditions)}, then: {delay: 1s}")
        return ScenarioEngine([scenario], seed: Seed(0)).decide(facts).delay != nil
    }

    @Test(
        "Conditions that a fragment 0 of demo's V40 file a.xml meets",
        arguments: [
            "endpoint: upload", "user: demo", "user: [fund, demo]", "organisation: 999000-0045",
            "organisation: [9990000052, 9990000045]", "program: vinn", "program: [KRITA, VINN]", "format: v40",
            "version: 1", "period: 2026-09-30", "file-name: A.*", "file-name: [b*, '*.xml']", "fragment: first",
            "fragment: [last, 0..3]", "share: 100%", "occurrence: 1",
            "endpoint: upload, user: demo, program: VINN, file-name: a*",
        ]
    )
    func met(conditions: String) throws {
        #expect(try Self.matches(conditions, .upload()))
    }

    @Test(
        "Conditions that it does not meet",
        arguments: [
            "endpoint: heartbeat", "endpoint: history", "user: fund", "organisation: 9990000052", "program: KRITA",
            "format: V10", "version: 2", "period: 2026-09-29", "file-name: b*", "fragment: last", "fragment: 1..",
            "occurrence: 2", "endpoint: upload, user: demo, program: KRITA, file-name: a*",
        ]
    )
    func unmet(conditions: String) throws {
        #expect(try !Self.matches(conditions, .upload()))
    }

    @Test(
        "A condition on something that is not known does not hold",
        arguments: [
            "user: demo", "organisation: 9990000045", "program: VINN", "format: V40", "version: 1",
            "period: 2026-09-30", "file-name: '*'", "fragment: 0..",
        ]
    )
    func unknown(conditions: String) throws {
        for endpoint in Endpoint.allCases {
            let facts = RequestFacts(environment: .test, endpoint: endpoint, user: nil)
            #expect(try !Self.matches(conditions, facts))
        }
    }

    @Test("A rule without conditions is meant for every request")
    func any() throws {
        let scenario = try Example.scenario("then: {delay: 1s}")
        let engine = ScenarioEngine([scenario], seed: Seed(0))
        let requests: [RequestFacts] = [
            .upload(), .heartbeat(), .heartbeat(user: nil), .history(DeliveryID(UUID())),
        ]
        for facts in requests {
            #expect(engine.decide(facts).delay != nil)
        }
    }

    @Test("What a file's parameters say is what the conditions see")
    func parameters() throws {
        let format = FileFormat(name: .init("V40"), program: .vinn, rootElement: nil, namespace: nil, versions: ["1"])
        let raw = RawSubmission(
            fragment: "-1",
            organisationNumber: "9990000045",
            statisticalProgram: "vinn",
            referencePeriod: "2026-09-30",
            fileFormat: "v40",
            fileName: "a.xml",
            version: ""
        )
        let parameters = try SubmissionParameters(raw, catalogue: FormatCatalogue([format]), unicodeMinus: .refuse)
        #expect(FileFacts(parameters) == RequestFacts.upload().file)
    }

    @Test("Rules of many users are each found")
    func index() throws {
        let items = (0..<50).map { "  - {name: r\($0), when: {user: [u\($0), all]}, then: {delay: \($0)ms}}" }
        // Between the users' rules, one for anybody.
        let idle = "  - {name: idle, then: {fault: {at: idle, do: close}}}"
        let lines = items[..<25] + [idle] + items[25...] + ["  - {name: last, then: {delay: 1h}}"]
        let text = "scenario: s\nrules:\n\(lines.joined(separator: "\n"))\n"
        let engine = ScenarioEngine([try Scenario.parse(text, file: "s.yaml")], seed: Seed(0))
        for number in 0..<50 {
            let decision = engine.decide(.heartbeat(user: "u\(number)"))
            #expect(decision.delay?.rule.rule == "r\(number)")
            #expect(decision.fault?.rule.rule == "idle")
        }
        #expect(engine.decide(.heartbeat(user: "all")).delay?.rule.rule == "r0")
        #expect(engine.decide(.heartbeat(user: "nobody")).delay?.rule.rule == "last")
        #expect(engine.decide(.heartbeat(user: nil)).delay?.rule.rule == "last")
    }
}
