import Domain
import Foundation
import Testing

@Suite("README's table of errors")
struct PublishedTableTests {
    /// `| code | status | title | what to do |`, the code in backticks.
    private static let rows: [[String]] = {
        let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../README.md").standardized
        let text = (try? String(contentsOf: readme, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }.filter { $0.count == 4 && (Int($0[1]) ?? 0) >= 400 }
    }()

    @Test("lists every problem with its code, status and title, in the catalogue's order, and nothing else")
    func catalogue() {
        let published = Self.rows.map { "\($0[0]) \($0[1]) \($0[2])" }
        #expect(published == Problem.catalogue.map { "`\($0.code)` \($0.status) \($0.title)" })
    }

    @Test("says for each what to do")
    func advice() {
        #expect(Self.rows.allSatisfy { $0[3].count > 10 })
    }
}
