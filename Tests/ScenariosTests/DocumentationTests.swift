import Foundation
import Scenarios
import Testing

@Suite struct DocumentationTests {
    private static func page() throws -> String {
        try String(contentsOf: Repository.root.appending(path: "docs/scenarios.md"), encoding: .utf8)
    }

    /// The page's blocks of YAML.
    private static func blocks() throws -> [String] {
        try self.page().components(separatedBy: "```yaml\n").dropFirst().map { part in
            String(part.prefix(upTo: part.firstRange(of: "```")?.lowerBound ?? part.endIndex))
        }
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "    \($0)\n" }.joined()
    }

    @Test("Every example is one that the reader takes")
    func examples() throws {
        var counts = (files: 0, rules: 0, actions: 0, delays: 0)
        for block in try Self.blocks() {
            if block.hasPrefix("scenario:") {
                counts.files += 1
                #expect(Example.mistakes(of: block).isEmpty, "\(block)")
            } else if block.hasPrefix("- name:") {
                counts.rules += 1
                #expect(Example.mistakes(of: "scenario: s\nrules:\n\(block)").isEmpty, "\(block)")
            } else if block.hasPrefix("then:") {
                counts.actions += 1
                let rule = "  - name: r\n    when: {endpoint: upload}\n\(Self.indented(block))"
                #expect(Example.mistakes(of: "scenario: s\nrules:\n\(rule)").isEmpty, "\(block)")
            } else if block.hasPrefix("delay:") {
                for line in block.split(separator: "\n") {
                    counts.delays += 1
                    let rule = "  - name: r\n    then:\n      \(line)\n"
                    #expect(Example.mistakes(of: "scenario: s\nrules:\n\(rule)").isEmpty, "\(line)")
                }
            }
        }
        #expect(counts == (files: 2, rules: 5, actions: 2, delays: 4))
    }

    @Test("Every key of the schema stands on the page, and every ready scenario with its rules' markers")
    func complete() throws {
        let page = try Self.page()
        let schema = try Schema("scenario")
        for map in schema.maps() {
            for key in try schema.keys(at: map) {
                #expect(page.contains("`\(key)") || page.contains("\(key):"), "\(key)")
            }
        }
        for ready in ReadyScenario.allCases { #expect(page.contains("| `\(ready.rawValue)` |")) }
        for pattern in ReadyScenario.triggers.scenario.rules.flatMap(\.conditions.fileNames) {
            #expect(page.contains("| `\(pattern.text.filter { $0 != "*" })` |"), "\(pattern.text)")
        }
    }
}
