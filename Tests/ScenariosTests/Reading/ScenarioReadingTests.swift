import Domain
import Scenarios
import Testing

@Suite struct ScenarioReadingTests {
    @Test("A file is read with every key")
    func whole() throws {
        let scenario = try Scenario.parse(Example.text, file: "s.yaml")
        #expect(scenario.name == "example")
        #expect(scenario.description == "Every kind of action.")
        #expect(scenario.seed == Seed(0x5cb1))
        #expect(scenario.maxFaultsInARow == 5)
        #expect(scenario.rules.map(\.name) == ["outcome", "refusal", "broken"])
    }

    @Test("A status belongs to the fragment that ends a file, said or not")
    func outcome() throws {
        let rule = try Scenario.parse(Example.text, file: "s.yaml").rules[0]
        #expect(rule.conditions.endpoint == .upload)
        #expect(rule.conditions.fragment?.contains(.closing) == true)
        #expect(rule.conditions.fragment?.contains(.numbered(0)) == false)
        #expect(rule.conditions.programs == [.krita])
        #expect(rule.conditions.fileNames.map(\.text) == ["*_fel*"])
        let script = try #require(rule.actions.status)
        #expect(script.steps.map(\.status) == [.queued, .processing, .readInWithErrors])
        #expect(script.steps.map(\.leaving) == [.polls(2), .after(.seconds(3)), nil])
        let finding = try #require(script.steps[2].findings.first)
        #expect(
            finding
                == Finding(
                    rule: "r-1",
                    severity: .warning,
                    line: 2,
                    column: 3,
                    message: BilingualText(sv: "Fel", en: "Fel")
                )
        )
    }

    @Test("Numbers, shares, answers and delays")
    func refusal() throws {
        let rule = try Scenario.parse(Example.text, file: "s.yaml").rules[1]
        #expect(rule.conditions.fragment?.description == "0, 2..")
        #expect(rule.conditions.occurrence?.description == "1, every 10 from 5")
        #expect(rule.conditions.scope == .user)
        #expect(rule.conditions.share?.perMillion == 25_000)
        let answer = try #require(rule.actions.answer)
        #expect(answer.status == 503)
        #expect(answer.body == .problem(code: "busy"))
        #expect(answer.headers.map { "\($0.name): \($0.value)" } == ["Retry-After: 2"])
        #expect(answer.timing == .afterStored)
        let delay = try #require(rule.actions.delay)
        #expect(delay.wait == .milliseconds(100) ... .seconds(2))
        #expect(delay.drip?.bytes == 10)
        #expect(delay.drip?.interval == .milliseconds(100))
    }

    @Test("Faults and events")
    func broken() throws {
        let rule = try Scenario.parse(Example.text, file: "s.yaml").rules[2]
        #expect(rule.actions.fault?.place == .afterStored)
        #expect(rule.actions.fault?.kind == .close)
        guard case .maintenance(let maintenance) = rule.actions.event else {
            Issue.record("no maintenance")
            return
        }
        #expect(maintenance.length == .seconds(30))
        #expect(!maintenance.heartbeatIsUp)
        #expect(rule.conditions.scope == .upload)
    }

    @Test(
        "Every fault and place can be written",
        arguments: [
            ("close", InjectedFault.Kind.close), ("reset", .reset), ("truncate", .truncate),
            ("bad-record-mac", .badRecordMAC), ("record-overflow", .recordOverflow),
            ("unexpected-message", .unexpectedMessage), ("{stall: 10s}", .stall(.seconds(10))),
        ],
        [
            ("before-stored", InjectedFault.Place.beforeStored), ("after-stored", .afterStored),
            ("{request-bytes: 4KiB}", .requestBytes(4096)), ("{answer-bytes: 0}", .answerBytes(0)), ("idle", .idle),
        ]
    )
    func faults(kind: (String, InjectedFault.Kind), place: (String, InjectedFault.Place)) throws {
        let text = "when: {endpoint: upload}, then: {fault: {at: \(place.0), do: \(kind.0)}}"
        if place.1 == .idle, kind.0.contains("stall") { return }
        let fault = try Example.scenario(text).rules[0].actions.fault
        #expect(fault?.kind == kind.1)
        #expect(fault?.place == place.1)
    }

    @Test(
        "SCB's words for the states are taken, in any case",
        arguments: [
            ("Ej Påbörjad", DeliveryStatus.queued), ("bearbetar", .processing), ("Inläst", .readIn),
            ("Inläst med fel", .readInWithErrors), ("Ej inläst", .stopped), ("SYSTEMFEL", .systemFault),
        ]
    )
    func words(word: String, state: DeliveryStatus) throws {
        let rule = try Example.scenario("when: {program: KRITA}, then: {status: [{state: \(word)}]}").rules[0]
        #expect(rule.actions.status?.steps.map(\.status) == [state])
    }

    @Test("What a file leaves out has its default")
    func defaults() throws {
        let scenario = try Scenario.parse("scenario: s\nrules: [{name: r, then: {delay: 1s}}]", file: "s.yaml")
        #expect(scenario.seed == nil)
        #expect(scenario.maxFaultsInARow == 3)
        #expect(scenario.description.isEmpty)
        #expect(scenario.rules[0].conditions == (try Example.scenario("then: {delay: 2s}").rules[0].conditions))
        #expect(try Example.scenario("then: {delay: 2s}").maxFaultsInARow == nil)
    }

    @Test("A body is sent as it is, and an empty one where there is neither body nor problem")
    func bodies() throws {
        func body(_ text: String) throws -> ScriptedAnswer.Body? {
            try Example.scenario("then: {answer: {\(text)}}").rules[0].actions.answer?.body
        }
        let plain = "text/plain; charset=utf-8"
        #expect(
            try body("status: 500, body: <h1>, content-type: text/html") == .raw(text: "<h1>", contentType: "text/html")
        )
        #expect(try body("status: 500, body: x") == .raw(text: "x", contentType: plain))
        #expect(try body("status: 200") == .raw(text: "", contentType: plain))
        #expect(try body("status: 500") == .problem(code: nil))
    }

    @Test("A misspelt ready scenario is told as what it may be")
    func misspelt() {
        #expect {
            _ = try Scenario.load("flaky-netwrk")
        } throws: { error in
            "\(error)".hasSuffix("pedantic, idle-close. Did you mean 'flaky-network'?")
        }
    }

    @Test("Several files are told about together, and none is taken twice")
    func several() {
        #expect {
            _ = try Scenario.load(["/nowhere/a.yaml", "triggers", "pedantic", "triggers"])
        } throws: { error in
            "\(error)" == """
                /nowhere/a.yaml: found a file that cannot be opened (No such file or directory); \
                allowed: a readable YAML file in UTF-8 of at most 1 MiB, or a ready scenario: \
                triggers, filing-day, flaky-network, maintenance, every-status, pedantic, idle-close.
                triggers: scenario: found 'triggers' again, after triggers; allowed: each scenario once.
                """
        }
    }
}
