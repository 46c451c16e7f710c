import Scenarios
import Testing

/// The table of docs/protocol.md, "Status", written down here a second time.
private enum Table {
    static let words = ["not-started", "processing", "read", "read-with-errors", "not-read", "system-fault"]
    static let finals: Set<String> = ["read", "read-with-errors", "not-read", "system-fault"]

    static func isLegal(_ script: [String], isKrita: Bool) -> Bool {
        if !isKrita, script.contains("read-with-errors") { return false }
        return zip(script, script.dropFirst()).allSatisfy { previous, next in
            switch previous {
            case "not-started": next == "processing"
            case "processing": self.finals.contains(next)
            default: self.finals.contains(next) && next != previous
            }
        }
    }
}

@Suite struct LegalScriptTests {
    private static func accepts(_ script: [String], program: String) -> Bool {
        let steps = script.enumerated().map { index, word in
            let leaving = index == script.count - 1 ? "" : ", \(["for: 1s", "polls: 2", "by-hand: true"][index % 3])"
            return "{state: \(word)\(leaving)}"
        }
        let rule = "when: {program: \(program)}, then: {status: [\(steps.joined(separator: ", "))]}"
        return (try? Example.scenario(rule)) != nil
    }

    @Test("Of all scripts of up to three steps exactly the legal ones are accepted", arguments: ["KRITA", "VINN"])
    func short(program: String) {
        let one = Table.words.map { [$0] }
        let two = one.flatMap { script in Table.words.map { script + [$0] } }
        let three = two.flatMap { script in Table.words.map { script + [$0] } }
        var accepted = 0
        for script in one + two + three {
            let isLegal = Table.isLegal(script, isKrita: program == "KRITA")
            #expect(Self.accepts(script, program: program) == isLegal, "\(script)")
            accepted += isLegal ? 1 : 0
        }
        #expect(accepted == (program == "KRITA" ? 75 : 36))
    }
}
