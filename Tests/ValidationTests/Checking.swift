import Domain
import Foundation
import Validation

/// A format check's verdict in a form that tests compare: how it completed, or the code and detail of its problem.
enum Verdict: Equatable {
    case completed(FormatCheck.Completion)
    case refused(code: String, detail: String)

    init(_ check: () throws(Problem) -> FormatCheck.Completion) {
        do throws(Problem) {
            self = .completed(try check())
        } catch {
            self = .refused(code: error.code, detail: error.detail)
        }
    }

    static let passed = Verdict.completed(.passed)

    /// `file-not-well-formed` at a place in `file.xml`.
    static func notWellFormed(_ line: Int, _ column: Int, _ message: String) -> Verdict {
        .refused(
            code: "file-not-well-formed",
            detail: "'file.xml' is not well-formed XML: line \(line), column \(column): \(message)."
        )
    }
}

extension FileFormat {
    static let v40 = FileFormat(
        name: FileFormatName("V40"),
        program: .vinn,
        rootElement: "Report",
        namespace: "http://scb.se/gdb/vinn",
        versions: []
    )

    static func lax(_ name: String, _ program: StatisticalProgram = .vinn) -> FileFormat {
        FileFormat(name: FileFormatName(name), program: program, rootElement: nil, namespace: nil, versions: [])
    }
}

/// Checks `content` as a file named `file.xml`, of a format that takes any XML unless told otherwise.
func check(_ content: Data, _ format: FileFormat = .lax("V10")) throws -> Verdict {
    try withTemporaryFile(content) { path in
        Verdict { () throws(Problem) in try FormatCheck(format, fileName: "file.xml").check(path: path) }
    }
}

func check(_ content: String, _ format: FileFormat = .lax("V10")) throws -> Verdict {
    try check(Data(content.utf8), format)
}

func withTemporaryFile<Result>(_ content: Data = Data(), _ body: (_ path: String) throws -> Result) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try content.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file.path)
}
