import Domain
import Foundation
import Settings
import Testing
import Validation

@Suite("The sample files are what their table says")
struct FixtureTests {
    /// A row of the table in fixtures/README.md.
    struct Row: Sendable, CustomTestStringConvertible {
        let file: String
        let format: String
        let answer: String
        let place: String
        /// Pairs of rule and place, or `none`.
        let findings: String

        var testDescription: String { self.file }
    }

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("fixtures")

    static let rows: [Row] = {
        let text = try? String(contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8)
        return (text ?? "").split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst()
                .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
            return Row(file: cells[0], format: cells[1], answer: cells[3], place: cells[4], findings: cells[5])
        }
    }()

    @Test("Each file is answered as the table says", arguments: rows)
    func answer(_ row: Row) throws {
        let format: FileFormat =
            switch row.format {
            case "V40": .v40
            case "Krita_Monthly": .lax(row.format, .krita)
            default: .lax(row.format)
            }
        let path = Self.folder.appendingPathComponent("files/\(row.file)").path
        let verdict = Verdict { () throws(Problem) in try FormatCheck(format, fileName: row.file).check(path: path) }
        switch verdict {
        case .completed(let completion):
            #expect(completion == .passed)
            #expect(row.answer == "accepted")
        case .refused(let code, let detail):
            #expect(code == row.answer)
            let place = row.place.split(separator: ":")
            #expect(place.isEmpty || detail.contains("line \(place[0]), column \(place[1])"), "\(detail)")
        }
    }

    /// The default settings with the marks of their example rules taken off.
    static let settings: Settings? = {
        let lines = Settings.defaultText.split(separator: "\n", omittingEmptySubsequences: false)
        guard let begin = lines.firstIndex(where: { $0.hasPrefix("    # prefixes:") }),
            let end = lines[begin...].firstIndex(where: { $0.hasPrefix("    #       en:") })
        else { return nil }
        let text = lines.enumerated().map { index, line in
            (begin...end).contains(index)
                ? String(line).replacing("    # ", with: "    ", maxReplacements: 1) : String(line)
        }
        return try? Settings.parse(text.joined(separator: "\n"), file: "settings.yaml")
    }()

    @Test(
        "Each file that is accepted has the findings that the table says",
        arguments: rows.filter { $0.answer == "accepted" }
    )
    func findings(_ row: Row) throws {
        let settings = try #require(Self.settings)
        let format = try #require(settings.formats.formats.first { $0.name == FileFormatName(row.format) })
        #expect(format.rules.count == (row.format == "V40" ? 1 : 0))
        let schema = try SchemaCatalogue(settings.formats).schema(of: format, version: "1")
        #expect(schema != nil)
        let path = Self.folder.appendingPathComponent("files/\(row.file)").path
        let report = try Validation(schema: schema, rules: format.rules).report(path, period: "2022-06-30")
        let found = report.findings.map { "\($0.rule) \($0.line):\($0.column)" }.joined(separator: " ")
        #expect(found == (row.findings == "none" ? "" : row.findings))
    }

    @Test("The table names every file, once")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Self.folder.appendingPathComponent("files").path
        )
        #expect(Self.rows.map(\.file).sorted() == files.sorted())
    }
}
