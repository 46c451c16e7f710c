import Foundation
import Testing

@Suite("Well-formedness")
struct WellFormednessTests {
    @Test(
        "A well-formed file passes",
        arguments: [
            "<a/>",
            "<?xml version=\"1.0\"?>\n<!-- å --><?p i?><a b='1'>&lt;&#229;<![CDATA[&<]]></a>\n<!-- slut -->\n",
            "<p:a xmlns:p='urn:x'><p:b p:c='1' xml:lang='sv'/></p:a>",
            "<a xmlns:p='not a [URI]'><p:b/></a>",
        ]
    )
    func passes(_ content: String) throws {
        #expect(try check(content) == .passed)
    }

    @Test(
        "A mistake is told with its place and the parser's words, on one line and without a final period",
        arguments: [
            ("<a>\n  <b>å</c>\n</a>", 2, 11, "Opening and ending tag mismatch: b line 2 and c"),
            ("<a>\n <b>hej", 2, 8, "Premature end of data in tag b line 2"),
            ("<a>\n <b>hej</b", 2, 11, "expected '>'"),
            ("<a>\n hej</a>\nslut", 3, 1, "Extra content at the end of the document"),
            ("hej", 1, 1, "Start tag expected, '<' not found"),
            ("\u{FEFF}", 1, 1, "Start tag expected, '<' not found"),
            (" <?xml version='1.0'?><a/>", 1, 7, "XML declaration allowed only at the start of the document"),
            ("<a>\n <b x='1' x='2'/></a>", 2, 16, "Attribute x redefined"),
            ("<a>\n hej ]]> svej</a>", 2, 6, "Sequence ']]>' not allowed in content"),
            ("<a>\n hej &sant; </a>", 2, 12, "Entity 'sant' not defined"),
        ]
    )
    func mistake(_ content: String, line: Int, column: Int, message: String) throws {
        #expect(try check(content) == .notWellFormed(line, column, message))
    }

    @Test(
        "Names that break the rules of XML namespaces are mistakes, as in .NET's readers",
        arguments: [
            ("<a>\n <åäö:b/></a>", 2, 8, "Namespace prefix åäö on b is not defined"),
            ("<a>\n <b p:x='1'/></a>", 2, 12, "Namespace prefix p for x on b is not defined"),
            ("<p:a/>", 1, 5, "Namespace prefix p on a is not defined"),
            ("<a xmlns:p=''/>", 1, 14, "xmlns:p: Empty XML namespace is not allowed"),
            ("<a:b:c xmlns:a='urn:x'/>", 1, 5, "Failed to parse QName 'a:b:'"),
        ]
    )
    func namespaces(_ content: String, line: Int, column: Int, message: String) throws {
        #expect(try check(content) == .notWellFormed(line, column, message))
    }

    @Test("Of several mistakes the first is told")
    func first() throws {
        let content = "<a>\n<p:b></p:b>\n</c>"
        #expect(try check(content) == .notWellFormed(2, 5, "Namespace prefix p on b is not defined"))
    }

    @Test("A mistake is told with its place however far into the file it stands")
    func far() throws {
        let content = "<a>\n" + String(repeating: "<b>åäö</b>\n", count: 100_000) + "<c></b></a>"
        #expect(
            try check(content) == .notWellFormed(100_002, 8, "Opening and ending tag mismatch: c line 100002 and b")
        )
    }

    @Test("A file of no bytes is empty, not malformed")
    func empty() throws {
        guard case .refused("file-empty", _) = try check("") else {
            Issue.record("not file-empty")
            return
        }
    }

    @Test("A null character is refused wherever it stands")
    func nullCharacter() throws {
        #expect(try check("<a>\n hej\0 svej</a>") == .notWellFormed(2, 5, "Char 0x0 out of allowed range"))
        let message = "A null character stands after the end of the document"
        #expect(try check("<a>\n hej</a>\n\0\0<b>") == .notWellFormed(3, 1, message))
        #expect(try check("<a/>\0") == .notWellFormed(1, 5, message))
    }

    @Test("A long message is cut at 200 characters")
    func longMessage() throws {
        let name = String(repeating: "n", count: 5_000)
        guard case .refused(_, let detail) = try check("<\(name)></a>") else {
            Issue.record("passed")
            return
        }
        #expect(detail.count == "'file.xml' is not well-formed XML: line 1, column 5007: .".count + 200)
    }
}
