import Foundation
import Testing

@testable import Wire

@Suite("JSON text")
struct JSONTextTests {
    @Test(
        "A string is escaped where RFC 8259 asks for it, and nowhere else",
        arguments: [
            ("", #""""#), ("a", #""a""#), ("åäöÅÄÖ é €", #""åäöÅÄÖ é €""#), ("😀", #""😀""#),
            ("\"", #""\"""#), ("\\", #""\\""#), ("/", #""/""#), ("\n\r\t", #""\n\r\t""#), ("\r\n", #""\r\n""#),
            ("\u{8}\u{C}", #""\b\f""#), ("\u{0}\u{1}\u{1F}", #""\u0000\u0001\u001f""#), ("<>&'", #""<>&'""#),
        ]
    )
    func string(string: String, text: String) {
        #expect(JSONText.string(string) == text)
    }

    @Test(
        "Any other scalar stands as itself",
        arguments: ["\u{2028}\u{2029}", "\u{7F}\u{80}\u{9F}", "\u{FEFF}\u{FFFE}\u{FFFF}", "e\u{301}", "\u{10FFFF}"]
    )
    func verbatim(_ string: String) {
        #expect(Array(JSONText.string(string).unicodeScalars) == Array("\"\(string)\"".unicodeScalars))
    }

    @Test("All control characters are escaped", arguments: UInt8(0)..<0x20)
    func controls(_ code: UInt8) {
        let text = JSONText.string(String(UnicodeScalar(code)))
        #expect(text.hasPrefix(#""\"#))
        #expect(text.utf8.allSatisfy { $0 >= 0x20 })
    }

    @Test("An object keeps the order of its properties and has no white space")
    func object() {
        let object = JSONObject([
            ("b", .integer(-1)), ("a\"", .string("x y")), ("c", .boolean(true)), ("", .boolean(false)),
        ])
        #expect(object.text == #"{"b":-1,"a\"":"x y","c":true,"":false}"#)
        #expect(JSONObject([]).text == "{}")
    }
}
