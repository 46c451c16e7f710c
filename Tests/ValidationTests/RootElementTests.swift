import Domain
import Foundation
import Testing
import Validation

@Suite("Root element and namespace")
struct RootElementTests {
    @Test(
        "The names that the format asks for pass, whatever the prefix",
        arguments: [
            "<Report xmlns='http://scb.se/gdb/vinn'/>",
            "<v:Report xmlns:v='http://scb.se/gdb/vinn'><v:Holder/></v:Report>",
        ]
    )
    func right(_ content: String) throws {
        #expect(try check(content, .v40) == .passed)
    }

    @Test("Another root element is refused, and case counts", arguments: ["report", "Rapport"])
    func wrongRoot(_ name: String) throws {
        let verdict = try check("\n<\(name) xmlns='http://scb.se/gdb/vinn'/>", .v40)
        let column = name.utf8.count + 33
        let detail = "'file.xml' has the root element '\(name)' (line 2, column \(column)); V40 has 'Report'."
        #expect(verdict == .refused(code: "file-wrong-root", detail: detail))
    }

    @Test(
        "Another namespace is refused, and case and a final slash count",
        arguments: ["http://SCB.se/gdb/vinn", "http://scb.se/gdb/vinn/"]
    )
    func wrongNamespace(_ namespace: String) throws {
        let verdict = try check("<Report xmlns='\(namespace)'/>", .v40)
        let place = "(line 1, column \(namespace.utf8.count + 17))"
        let detail =
            "'file.xml' has its root element in the namespace '\(namespace)' \(place); "
            + "V40 has 'http://scb.se/gdb/vinn'."
        #expect(verdict == .refused(code: "file-wrong-namespace", detail: detail))
    }

    @Test("No namespace is refused where the format has one")
    func noNamespace() throws {
        let detail =
            "'file.xml' has its root element in no namespace (line 1, column 8); "
            + "V40 has 'http://scb.se/gdb/vinn'."
        #expect(try check("<Report/>", .v40) == .refused(code: "file-wrong-namespace", detail: detail))
    }

    @Test("A mistake before the root element wins over a wrong root, a wrong root over a mistake after it")
    func precedence() throws {
        guard case .refused("file-not-well-formed", _) = try check("<? ?><Rapport/>", .v40),
            case .refused("file-not-well-formed", _) = try check("<p:Rapport/>", .v40),
            case .refused("file-wrong-root", _) = try check("<Rapport></b>", .v40)
        else {
            Issue.record("another precedence")
            return
        }
    }

    @Test("A wrong root ends the reading")
    func stopsEarly() throws {
        let content = "<Rapport>" + String(repeating: "<b>hej</b>", count: 200_000) + "</Rapport>"
        var readings = 0
        let verdict = try withTemporaryFile(Data(content.utf8)) { path in
            Verdict { () throws(Problem) in
                try FormatCheck(.v40, fileName: "file.xml").check(path: path) {
                    readings += 1
                    return false
                }
            }
        }
        guard case .refused("file-wrong-root", _) = verdict else {
            Issue.record("not refused")
            return
        }
        #expect(readings == 1)
    }
}
