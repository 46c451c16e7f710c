import Foundation
import Testing

@testable import Domain

@Suite("The problems a client may be answered")
struct ProblemTests {
    @Test("Each says exactly what the table says", arguments: ProblemCase.all)
    func texts(expected: ProblemCase) {
        #expect(expected.problem.code == expected.code)
        #expect(expected.problem.status == expected.status)
        #expect(expected.problem.title == expected.title)
        #expect(expected.problem.detail == expected.detail)
        #expect(expected.problem.hint == expected.hint)
    }

    @Test("No code stands in the catalogue twice")
    func uniqueCodes() {
        let codes = Problem.catalogue.map(\.code)
        #expect(Set(codes).count == codes.count)
    }

    @Test("Each code of the catalogue is one that some problem has, and no problem has another")
    func catalogueIsWhole() {
        #expect(Set(ProblemCase.all.map(\.problem.kind)) == Set(Problem.catalogue))
    }

    @Test("Codes are kebab-case and statuses are errors", arguments: Problem.catalogue)
    func form(kind: Problem.Kind) {
        #expect(kind.code.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
        #expect((400...599).contains(kind.status))
        #expect(!kind.title.hasSuffix("."))
    }

    @Test("Only 405 carries the methods of its Allow header")
    func allowedMethods() {
        for problem in ProblemCase.all.map(\.problem) {
            #expect(problem.allowedMethods == (problem.status == 405 ? ["GET"] : []))
        }
    }

    @Test("Only a closed environment says when to come again: in whole seconds, never before it opens, at least one")
    func retryAfter() {
        for problem in ProblemCase.all.map(\.problem) {
            #expect(problem.retryAfter == (problem.code == "maintenance" ? 30 : nil))
        }
        let end = Date(timeIntervalSince1970: 1_700_000_000)
        let last = Problem.maintenance(.test, until: end, now: end.addingTimeInterval(-0.001), rule: "a/b")
        #expect(last.retryAfter == 1)
    }

    @Test("A scenario's problem names its rule, and is not in the catalogue", arguments: [nil, "my-own"])
    func scripted(code: String?) {
        let problem = Problem.scripted(status: 502, code: code, rule: "busy/proxy")
        #expect(problem.code == code ?? "scripted")
        #expect(problem.status == 502)
        #expect(problem.title == "A scenario answers so")
        #expect(problem.detail == "The rule 'busy/proxy' answers 502 to this request. Nothing is wrong with it.")
        #expect(
            problem.hint
                == "Do what the client is to do when SCB answers so. To be without it, start without the scenario."
        )
        #expect(!Problem.catalogue.contains(problem.kind))
    }

    @Test("A client's text is cut after eighty characters, however many bytes they are")
    func clipping() {
        let longest = String(repeating: "👩‍🚀", count: 80)
        #expect(longest.clipped() == longest)
        #expect((longest + "å").clipped() == longest + "…")
        #expect("".clipped() == "")
    }
}
