import Domain
import Foundation
import Samples
import Testing
import Validation

@Suite("The check as a whole")
struct FormatCheckTests {
    @Test("A file that cannot be opened or read says why, and blames nobody's XML")
    func unreadable() {
        let check = FormatCheck(.v40, fileName: "file.xml")
        let missing = Verdict { () throws(Problem) in try check.check(path: "/nonexistent/file.xml") }
        #expect(missing == .completed(.unreadable(errno: ENOENT)))
        let folder = Verdict { () throws(Problem) in try check.check(path: "/") }
        #expect(folder == .completed(.unreadable(errno: EISDIR)))
    }

    @Test("The descriptor's own offset neither matters nor moves")
    func offset() throws {
        try withTemporaryFile(Data("<a/>".utf8)) { path in
            let file = try #require(FileHandle(forReadingAtPath: path))
            try file.seek(toOffset: 3)
            let check = FormatCheck(.lax("V10"), fileName: "file.xml")
            #expect(try check.check(descriptor: file.fileDescriptor) == .passed)
            #expect(try file.offset() == 3)
        }
    }

    @Test("A cancelled check ends at the next 256 KiB, without a verdict")
    func cancellation() throws {
        try withTemporaryFile { path in
            try SampleFile(format: .v40, bytes: 2_000_000).write(to: path)
            var readings = 0
            let completion = try FormatCheck(.v40, fileName: "file.xml").check(path: path) {
                readings += 1
                return readings == 3
            }
            #expect(completion == .cancelled)
            #expect(readings == 3)
        }
    }

    @Test("Checks on several threads at once do not mix")
    func threads() throws {
        let content = "<a>" + String(repeating: "<b>hej</b>\n", count: 20_000)
        try withTemporaryFile(Data((content + "</a>").utf8)) { good in
            try withTemporaryFile(Data((content + "</c>").utf8)) { bad in
                let verdicts = concurrently(40) { index in
                    let check = FormatCheck(.lax("V10"), fileName: "file.xml")
                    let path = index.isMultiple(of: 2) ? good : bad
                    return Verdict { () throws(Problem) in try check.check(path: path) }
                }
                let refusal = Verdict.notWellFormed(20_001, 5, "Opening and ending tag mismatch: a line 1 and c")
                #expect(verdicts.indices.allSatisfy { verdicts[$0] == ($0.isMultiple(of: 2) ? .passed : refusal) })
            }
        }
    }
}
