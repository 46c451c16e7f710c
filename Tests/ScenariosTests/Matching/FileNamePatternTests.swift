import Testing

@testable import Scenarios

@Suite struct FileNamePatternTests {
    @Test(
        "Names and patterns that fit",
        arguments: [
            ("*", ""), ("*", "a.xml"), ("a.xml", "A.XML"), ("A.XML", "a.xml"), ("*_systemfel*", "x_SystemFel.xml"),
            ("*_systemfel*", "_systemfel"), ("?.xml", "å.xml"), ("Å*", "åland.xml"), ("å*", "ÅLAND.xml"),
            ("a*b*c", "aXbXbXc"), ("**a", "ba"), ("*ab", "aab"), ("a?c*", "abc"), ("***", "x"), ("*a*a*", "aa"),
            ("*.x*l", "v40.2026.xml"), ("*_fel*", "Åäö_FEL_åäö"), ("å?_fel", "Åä_FEL"),
        ]
    )
    func fits(pattern: String, name: String) {
        #expect(FileNamePattern(pattern).matches(name))
    }

    @Test(
        "Names and patterns that do not fit",
        arguments: [
            ("?", ""), ("?", "ab"), ("a.xml", "a.xml "), ("a.xml", "ba.xml"), ("*_systemfel*", "x_systemfe"),
            ("a*b*c", "acb"), ("*ab", "aba"), ("a.xml", "aaxml"), ("*a*a*", "a"), ("[a]", "a"), ("", "a"),
            ("k", "\u{212A}"), ("?k", "a\u{212A}"), ("a*", "å"),
        ]
    )
    func misfits(pattern: String, name: String) {
        #expect(!FileNamePattern(pattern).matches(name))
    }

    @Test("A hostile name costs no more than the product of the lengths", .timeLimit(.minutes(1)))
    func hostile() {
        for end in ["b", "å"] {
            let pattern = FileNamePattern(String(repeating: "*a", count: 127) + end)
            #expect(!pattern.matches(String(repeating: "a", count: 255)))
        }
    }
}
