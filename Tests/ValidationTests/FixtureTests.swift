import Domain
import Foundation
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
            return Row(file: cells[0], format: cells[1], answer: cells[3], place: cells[4])
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

    @Test("The table names every file, once")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Self.folder.appendingPathComponent("files").path
        )
        #expect(Self.rows.map(\.file).sorted() == files.sorted())
    }
}
