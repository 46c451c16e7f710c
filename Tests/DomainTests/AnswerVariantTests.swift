import Domain
import Foundation
import Testing

@Suite("Variants of the answers")
struct AnswerVariantTests {
    private static func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test("The fidelity page has a row for each, in order: name, change, origin, what a client does")
    func page() throws {
        let lines = try Self.text("docs/fidelity.md").split(separator: "\n")
        let start = try #require(lines.firstIndex { $0 == "| variant | change | origin | a client should |" })
        let rows = lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let published = rows.map { "\($0[0]) | \($0[1]) | \($0[3])" }
        #expect(published == AnswerVariant.allCases.map { "`\($0.rawValue)` | \($0.change) | \($0.lesson)" })
        #expect(rows.allSatisfy { $0[2].hasPrefix("D, ") || $0[2].hasPrefix("A, ") })
    }

    @Test("The settings' file names each")
    func settings() throws {
        let text = try Self.text("fixtures/settings.yaml").replacing("#   # ", with: "")
        let names = AnswerVariant.allCases.map(\.rawValue).joined(separator: ", ")
        #expect(text.replacing("\n", with: " ").contains("From one up to all of: \(names)."))
    }

    @Test("Each says in one line what changes and what a client should do", arguments: AnswerVariant.allCases)
    func texts(_ variant: AnswerVariant) {
        for text in [variant.change, variant.lesson] {
            #expect((10...100).contains(text.count))
            #expect(!text.contains("\n") && !text.hasSuffix("."))
        }
    }
}
