import Foundation
import ReportCard
import Testing

@Suite("The table of requirements in docs/report-card.md")
struct PublishedTableTests {
    /// `| id | origin | requirement | advice |`, the id in backticks.
    private static let rows: [[String]] = {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../docs/report-card.md").standardized
        let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }.filter { $0.count == 4 }
    }()

    @Test("lists every requirement with its origin, text and advice, in the code's order, and nothing else")
    func catalogue() {
        let published = Self.rows.map { $0.joined(separator: " | ") }
        let known = Requirement.all.map { "`\($0.id)` | \($0.origin.text) | \($0.text) | \($0.advice)" }
        #expect(published.count == known.count)
        for (published, known) in zip(published, known) { #expect(published == known) }
    }
}
