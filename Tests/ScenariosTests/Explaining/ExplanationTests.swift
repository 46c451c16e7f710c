import Domain
import Scenarios
import Testing

@Suite struct ExplanationTests {
    private static func explained(
        _ scenario: Scenario,
        _ facts: RequestFacts = .upload(),
        occurrence: Int = 1
    ) -> [String] {
        ScenarioExplanation([scenario], facts: facts, occurrence: occurrence, seed: Seed(0)).description
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("Why earlier rules do not match, which does, and what would happen")
    func trigger() {
        let lines = Self.explained(ReadyScenario.triggers.scenario, .upload(-1, name: "x_systemfel.xml"))
        #expect(
            lines == [
                "triggers/ej-paborjad: no, file-name is 'x_systemfel.xml', and must be *_ej-paborjad*",
                "triggers/hanger: no, file-name is 'x_systemfel.xml', and must be *_hanger*",
                "triggers/langsam: no, file-name is 'x_systemfel.xml', and must be *_langsam*",
                "triggers/systemfel: yes",
                "(10 more that do not match)",
                "",
                "What would happen:",
                "  status: Bearbetar for 2s, then Systemfel for ever (triggers/systemfel)",
            ]
        )
    }

    @Test(
        "Each condition says what it asks for and what is there",
        arguments: [
            ("endpoint: history", "endpoint is 'upload', and must be history"),
            ("user: [a, b]", "user is 'demo', and must be a or b"),
            ("organisation: 9990000052", "organisation is '9990000045', and must be 9990000052"),
            ("program: KRITA", "program is 'VINN', and must be KRITA"),
            ("format: V10", "format is 'V40', and must be V10"),
            ("version: 2", "version is '1', and must be 2"),
            ("period: 2026-12-31", "period is '2026-09-30', and must be 2026-12-31"),
            ("file-name: b*", "file-name is 'a.xml', and must be b*"),
            ("fragment: [last, 3..]", "fragment is '0', and must be 3.., last"),
            ("occurrence: every 2", "occurrence is 1 for its user, and must be every 2"),
            ("endpoint: upload, occurrence: 2", "occurrence is 1 for its upload, and must be 2"),
            ("share: 0.0001%", "share draws 4.3386%, and must be below 0.0001%"),
        ]
    )
    func reasons(conditions: String, reason: String) throws {
        let scenario = try Example.scenario("when: {\(conditions)}, then: {delay: 1s}")
        #expect(Self.explained(scenario) == ["s/r1: no, \(reason)", "", Self.nothing])
    }

    private static let nothing = "No rule matches: the emulator does what it always does."

    @Test("What is not known is told so")
    func unknown() throws {
        let scenario = try Example.scenario("when: {user: demo}, then: {delay: 1s}")
        let facts = RequestFacts(environment: .test, endpoint: .upload, user: nil)
        #expect(Self.explained(scenario, facts).first == "s/r1: no, user is not known, and must be demo")
    }

    @Test(
        "Every action in words",
        arguments: [
            ("delay: 250ms", "delay: 250ms before the answer"),
            ("delay: {drip: {bytes: 10, every: 1s}}", "delay: 10 bytes every 1s"),
            (
                "delay: {from: 2s, to: 2s, drip: {bytes: 1, every: 1ms}}",
                "delay: 2s before the answer, then 1 bytes every 1ms"
            ),
            ("answer: {status: 503}", "answer: 503 with a problem, instead of doing what is asked"),
            (
                "answer: {status: 503, code: busy, headers: {Retry-After: 2}, when: after-stored}",
                "answer: 503 with a problem 'busy', Retry-After: 2, after the fragment is stored"
            ),
            (
                "answer: {status: 500, body: <h1>, content-type: text/html}",
                "answer: 500 with 4 bytes of text/html, instead of doing what is asked"
            ),
            ("answer: {status: 204}", "answer: 204 with no body, instead of doing what is asked"),
            (
                "fault: {at: idle, do: close}",
                "fault: the connection is closed after the answer, while the connection waits for the next request"
            ),
            (
                "fault: {at: before-stored, do: {stall: 2s}}",
                "fault: nothing happens for 2s before the fragment is stored"
            ),
            (
                "fault: {at: after-stored, do: reset}",
                "fault: the connection is reset after the fragment is stored, before the answer"
            ),
            (
                "fault: {at: {request-bytes: 5}, do: truncate}",
                "fault: the connection ends without close_notify after 5 bytes of the request's body"
            ),
            (
                "fault: {at: {answer-bytes: 0}, do: bad-record-mac}",
                "fault: a TLS record comes with a wrong check (bad_record_mac) after 0 bytes of the answer"
            ),
            ("event: forget-session", "event: the session is forgotten"),
            ("event: revoke-certificate", "event: the certificate is revoked"),
            (
                "event: {maintenance: {for: 30s, heartbeat: down}}",
                "event: the environment is closed for 30s, heartbeats too"
            ),
        ]
    )
    func actions(action: String, words: String) throws {
        let scenario = try Example.scenario("when: {endpoint: upload}, then: {\(action)}")
        #expect(Self.explained(scenario) == ["s/r1: yes", "", "What would happen:", "  \(words) (s/r1)"])
    }

    @Test("A script in words")
    func script() throws {
        let scenario = try Example.scenario(
            """
            when: {program: VINN}, then: {status: [{state: not-started, polls: 1}, {state: processing, by-hand: true}, \
            {state: read, polls: 2}, {state: not-read, findings: [{rule: a, severity: error, message: b, line: 7}]}]}
            """
        )
        #expect(
            Self.explained(scenario, .upload(-1)).last
                == "  status: Ej Påbörjad for 1 history answer, then Bearbetar until somebody releases it, then Inläst "
                + "for 2 history answers, then Ej Inläst with error a at 7:1 for ever (s/r1)"
        )
    }

    @Test("What is explained is what the engine decides")
    func sameAsEngine() {
        for ready in ReadyScenario.allCases {
            for facts in [RequestFacts.upload(), .upload(-1, name: "x_tappat-svar"), .heartbeat()] {
                let decision = ScenarioEngine([ready.scenario], seed: Seed(3)).decide(facts)
                let explained = ScenarioExplanation([ready.scenario], facts: facts, occurrence: 1, seed: Seed(3))
                #expect(explained.decision == decision)
            }
        }
    }
}
