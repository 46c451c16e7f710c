import Domain
import Foundation
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
    private static func accepts(_ script: [String], programs: String) -> [StatusScript.Step]? {
        let steps = script.enumerated().map { index, word in
            let leaving = index == script.count - 1 ? "" : ", \(["for: 1s", "polls: 2", "by-hand: true"][index % 3])"
            return "{state: \(word)\(leaving)}"
        }
        let rule = "when: {program: \(programs)}, then: {status: [\(steps.joined(separator: ", "))]}"
        return try? Example.scenario(rule).rules[0].actions.status?.steps
    }

    @Test("Of all scripts of up to three steps exactly the legal ones are accepted", arguments: ["KRITA", "VINN"])
    func short(program: String) {
        let one = Table.words.map { [$0] }
        let two = one.flatMap { script in Table.words.map { script + [$0] } }
        let three = two.flatMap { script in Table.words.map { script + [$0] } }
        var accepted = 0
        for script in one + two + three {
            let isLegal = Table.isLegal(script, isKrita: program == "KRITA")
            #expect((Self.accepts(script, programs: program) != nil) == isLegal, "\(script)")
            accepted += isLegal ? 1 : 0
        }
        #expect(accepted == (program == "KRITA" ? 75 : 36))
    }

    @Test("A script that is accepted makes no illegal transition, however it is polled, released and waited for")
    func played() throws {
        var generator = SeededGenerator(seed: 1)
        var played = 0
        for _ in 0..<3000 {
            let isKrita = Bool.random(using: &generator)
            let length = Int.random(in: 1...6, using: &generator)
            var script = [Table.words.randomElement(using: &generator) ?? ""]
            while script.count < length { script.append(Table.words.randomElement(using: &generator) ?? "") }
            guard let steps = Self.accepts(script, programs: isKrita ? "KRITA" : "[VINN, KRITA]") else { continue }
            played += 1
            let seen = try Self.play(steps, isKrita: isKrita, using: &generator)
            #expect(Table.isLegal(seen, isKrita: isKrita), "\(script) was seen as \(seen)")
            #expect(seen == Array(script.prefix(seen.count)))
        }
        #expect(played > 300)
    }

    /// What a client sees of it, without repetitions. Between two looks no more than one step is left.
    private static func play(
        _ steps: [StatusScript.Step],
        isKrita: Bool,
        using generator: inout SeededGenerator
    ) throws -> [String] {
        let words: [DeliveryStatus: String] = [
            .queued: "not-started", .processing: "processing", .readIn: "read", .readInWithErrors: "read-with-errors",
            .stopped: "not-read", .systemFault: "system-fault",
        ]
        let text = steps.map { "\(words[$0.state] ?? "")" }
        let program = isKrita ? "KRITA" : "VINN"
        let items = text.indices.map { index in
            "{state: \(text[index])\(index == text.count - 1 ? "" : [", for: 1s", ", polls: 2", ", by-hand: true"][index % 3])}"
        }
        let rule = "when: {program: \(program)}, then: {status: [\(items.joined(separator: ", "))]}"
        let script = try #require(try Example.scenario(rule).rules[0].actions.status)
        var now = Date(timeIntervalSince1970: 0)
        var progress = ScriptProgress(start: now)
        var seen: [String] = []
        for _ in 0..<60 {
            now += 0.5
            if Bool.random(using: &generator) { _ = progress.release(script, at: now) }
            let word = words[progress.poll(script, at: now).state] ?? ""
            if seen.last != word { seen.append(word) }
        }
        return seen
    }
}
