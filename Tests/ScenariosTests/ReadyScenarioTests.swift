import Domain
import Foundation
import Scenarios
import Testing

@Suite struct ReadyScenarioTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../fixtures/scenarios").standardized

    @Test("Every file of fixtures/scenarios is built in, and the same", arguments: ReadyScenario.allCases)
    func sameBytes(ready: ReadyScenario) throws {
        let file = Self.folder.appending(path: "\(ready.rawValue).yaml")
        #expect(try Data(contentsOf: file) == Data(ready.text.utf8))
        #expect(try Scenario.load(file.path) == ready.scenario)
        #expect(try Scenario.load(ready.rawValue) == ready.scenario)
        #expect(ready.scenario.name == ready.rawValue)
        #expect(!ready.scenario.description.isEmpty)
    }

    @Test("There are no other files")
    func noOthers() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(names) == Set(ReadyScenario.allCases.map { "\($0.rawValue).yaml" }))
    }

    private static func decisions(_ ready: ReadyScenario, _ requests: [RequestFacts]) -> [Decision] {
        let engine = ScenarioEngine([ready.scenario], seed: Seed(1))
        return requests.map(engine.decide)
    }

    private static func states(_ ready: ReadyScenario, _ requests: [RequestFacts]) -> [[DeliveryStatus]] {
        self.decisions(ready, requests).map { $0.status?.value.steps.map(\.status) ?? [] }
    }

    @Test(
        "A file's name asks for what becomes of it",
        arguments: [
            ("a_ej-paborjad.xml", [DeliveryStatus.queued, .processing, .readIn]),
            ("_HANGER", [.processing]), ("x_langsam.xml", [.processing, .readIn]),
            ("x_systemfel", [.processing, .systemFault]), ("x_ej-inlast.xml", [.processing, .stopped]),
            ("x_inlast-med-fel.xml", [.processing, .stopped]),
            ("x_aterkallad.xml", [.processing, .readIn, .systemFault]), ("x.xml", []), ("systemfel.xml", []),
        ]
    )
    func triggers(name: String, states: [DeliveryStatus]) {
        #expect(Self.states(.triggers, [.upload(-1, name: name)]) == [states])
        #expect(Self.decisions(.triggers, [.upload(0, name: name)]) == [.nothing])
    }

    @Test("In KRITA a file can be read in with errors")
    func kritaTrigger() {
        let facts = RequestFacts.upload(-1, name: "x_inlast-med-fel.xml").with { $0.file.program = .krita }
        #expect(Self.states(.triggers, [facts]) == [[.processing, .readInWithErrors]])
    }

    @Test("What goes wrong once goes wrong once")
    func onceTriggers() {
        func first(_ name: String) -> [Decision] {
            Self.decisions(.triggers, [0, 0, 1, 2, -1, -1].map { .upload($0, name: name) })
        }
        #expect(first("a_503-en-gang").map { $0.answer?.value.status } == [503, nil, nil, nil, nil, nil])
        #expect(first("a_500-en-gang").map { $0.answer?.value.status } == [500, nil, nil, nil, nil, nil])
        #expect(first("a_avbrott-en-gang").map { $0.fault?.value.kind } == [.reset, nil, nil, nil, nil, nil])
        #expect(first("a_tappat-svar").map { $0.fault?.value.place } == [nil, nil, nil, nil, .afterStored, nil])
        #expect(first("a_glomd-session").map { $0.event?.value } == [nil, nil, .forgetSession, nil, nil, nil])
        #expect(first("a_langsamt-svar").allSatisfy { $0.delay?.value.wait == .seconds(2) })
    }

    @Test("every-status goes through all of them and begins again, for each user and program")
    func everyStatus() {
        let all: [[DeliveryStatus]] = [
            [.queued, .processing, .readIn], [.processing, .stopped], [.processing, .systemFault],
            [.processing, .readIn, .systemFault], [.processing, .stopped], [.processing],
        ]
        let vinn = (0..<12).map { RequestFacts.upload(-1, name: "\($0).xml") }
        #expect(Self.states(.everyStatus, vinn) == all + all)
        let krita = vinn.map { $0.with { $0.file.program = .krita } }
        #expect(Self.states(.everyStatus, krita)[4] == [.processing, .readInWithErrors])
    }

    @Test("pedantic: each adverse path exactly once, then success")
    func pedantic() {
        let uploads = (0..<60).map { RequestFacts.upload($0) } + (0..<6).map { _ in RequestFacts.upload(-1) }
        let calls = (0..<6).map { _ in RequestFacts.heartbeat() } + (0..<6).map { _ in .history(DeliveryID(UUID())) }
        let decisions = Self.decisions(.pedantic, uploads + calls)
        let rules = decisions.flatMap { decision in
            [
                decision.answer?.rule, decision.fault?.rule, decision.event?.rule, decision.delay?.rule,
            ].compactMap { $0?.rule }
        }
        #expect(rules.count == ReadyScenario.pedantic.scenario.rules.count)
        #expect(Set(rules) == Set(ReadyScenario.pedantic.scenario.rules.map(\.name)))
        #expect(decisions.allSatisfy { $0.spared == nil })
        #expect(decisions.suffix(2).allSatisfy { $0 == .nothing })
    }

    @Test("idle-close closes after each third answer; maintenance closes once")
    func others() {
        let idle = Self.decisions(.idleClose, (0..<7).map { .upload($0) })
        #expect(idle.map { $0.fault?.value.place == .idle } == [false, false, true, false, false, true, false])
        let closed = Self.decisions(.maintenance, (0..<7).map { .upload($0) })
        #expect(closed.map { $0.event != nil } == [false, false, true, false, false, false, false])
    }

    @Test(
        "Under bad scenarios a client that tries again gets through",
        arguments: [ReadyScenario.flakyNetwork, .filingDay]
    )
    func getsThrough(ready: ReadyScenario) {
        for seed in 0..<50 as Range<UInt64> {
            let engine = ScenarioEngine([ready.scenario], seed: Seed(seed))
            for fragment in Array(0..<30) + [-1] {
                let tries = (1...4).first { _ in
                    let decision = engine.decide(.upload(fragment))
                    return decision.answer == nil && decision.fault == nil
                }
                #expect(tries != nil)
            }
        }
    }
}
