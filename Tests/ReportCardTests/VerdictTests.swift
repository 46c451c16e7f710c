import Journal
import ReportCard
import Testing

@Suite("What the traffic shows of a requirement")
struct VerdictTests {
    @Test("Each case has its verdict, with evidence for it", arguments: VerdictCase.all)
    func verdict(_ test: VerdictCase) throws {
        let card = ReportCard(test.entries, context: test.context)
        let row = try #require(card.row(test.requirement), "there is no requirement '\(test.requirement)'")
        #expect(row.verdict == test.verdict, "\(row.evidence.map(\.text))")
        if test.verdict != .notExercised { #expect(!row.evidence.isEmpty) }
        if !test.evidence.isEmpty {
            #expect(row.evidence.contains { $0.text.contains(test.evidence) }, "\(row.evidence.map(\.text))")
        }
        let numbers = Set(test.entries.map(\.number))
        #expect(row.evidence.allSatisfy { numbers.contains($0.entry) })
    }

    @Test("Each requirement has a case of each verdict that it can have")
    func coverage() {
        for requirement in Requirement.all {
            let verdicts = Set(VerdictCase.all.filter { $0.requirement == requirement.id }.map(\.verdict))
            #expect(verdicts == Set(Verdict.allCases), "\(requirement.id)")
        }
    }

    @Test("A good client fails nothing, and what it did not meet is not passed")
    func good() {
        var traffic = Traffic()
        traffic.heartbeat()
        traffic.delivery(1, fragments: 3)
        traffic.delivery(2, file: "b.xml")
        let card = ReportCard(traffic.entries, context: CardContext(now: traffic.time, isOver: true))
        #expect(card.rows.filter { $0.verdict == .fail }.map(\.id) == [])
        let met = card.rows.filter { $0.verdict == .pass }.map(\.id)
        #expect(met.contains("heartbeat-before-upload"))
        for id in ["retry-after-honoured", "no-second-delivery", "whole-file-again", "server-verified", "tried-again"] {
            #expect(card.row(id)?.verdict == .notExercised, "\(id)")
        }
        #expect(card.verdict == .pass)
    }

    @Test("Nothing at all is not exercised, everywhere")
    func nothing() {
        let card = ReportCard([], context: CardContext(isOver: true))
        #expect(card.rows.allSatisfy { $0.verdict == .notExercised })
        #expect(card.verdict == .notExercised)
        #expect(card.client == "unknown")
    }

    @Test("A row that is left out is not exercised, whatever was seen")
    func leftOut() {
        var traffic = Traffic()
        traffic.upload("-1", session: nil)
        let card = ReportCard(traffic.entries, leavingOut: ["heartbeat-before-upload"])
        #expect(card.row("heartbeat-before-upload")?.verdict == .notExercised)
    }

    @Test("Ids are stable: kebab-case, each once; no text is missing")
    func table() {
        #expect(Set(Requirement.all.map(\.id)).count == Requirement.all.count)
        for requirement in Requirement.all {
            #expect(requirement.id.allSatisfy { $0 == "-" || $0.isNumber || $0.isLowercase }, "\(requirement.id)")
            #expect(requirement.title.count > 5 && requirement.text.count > 20 && requirement.advice.count > 20)
            #expect(!requirement.title.hasSuffix("."))
            #expect(requirement.text.hasSuffix(".") || requirement.text.hasSuffix(".)"), "\(requirement.id)")
            if requirement.origin.kind != .assumed { #expect(!requirement.origin.source.isEmpty) }
        }
    }

    @Test("A user's traffic includes the refused calls of the user's certificates, and nobody else's")
    func trafficOfUser() {
        var traffic = Traffic()
        traffic.heartbeat()
        traffic.user = nil
        traffic.heartbeat(.problem(403, "certificate-expired"))
        traffic.certificate = Example.certificateUntil(Traffic.begin, serial: "7")
        traffic.heartbeat(.problem(403, "certificate-unmapped"))
        traffic.user = "fund"
        traffic.heartbeat()
        #expect(traffic.entries.traffic(ofUser: "demo").map { $0.number } == [1, 2])
    }
}
