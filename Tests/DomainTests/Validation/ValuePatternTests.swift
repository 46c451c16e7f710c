import Domain
import Testing

@Suite("Patterns of values")
struct ValuePatternTests {
    @Test(
        "The whole value matches, or does not",
        arguments: [
            ("", [""], ["a"]),
            ("abc", ["abc"], ["ab", "abcd", "xabc", "ABC"]),
            ("a.c", ["abc", "a c", "aåc"], ["ac", "a\nc"]),
            ("a*", ["", "a", "aaaa"], ["b", "aab"]),
            ("a+b?", ["a", "aab"], ["", "b", "abb"]),
            ("[0-9]{10}", ["9990000045"], ["999000004", "99900000450", "999000004x"]),
            ("\\d{2,3}", ["12", "123"], ["1", "1234", "٣٣"]),
            ("x{2,}", ["xx", "xxxxxx"], ["x"]),
            ("x{0}y", ["y"], ["xy"]),
            ("SE|NO|(DK|FI)X", ["SE", "NO", "DKX", "FIX"], ["DK", "SEX", "SENO"]),
            ("|a", ["", "a"], ["b"]),
            ("(ab)*", ["", "abab"], ["aba"]),
            ("((a*)*)*b", ["b", "aaab"], ["aaa"]),
            ("[^,;]+", ["a b"], ["a,b", ""]),
            ("[]a-]+", ["]a-"], ["b"]),
            ("[\\d.,-]+", ["-1.000,5"], ["1 000"]),
            ("[\\]\\\\]", ["]", "\\"], ["["]),
            ("\\w+", ["Åkerbäck_7"], ["a b", "a-b"]),
            ("\\W\\D\\S", [" xx", "-,."], ["a1 ", "--\t"]),
            ("[\\D]x", ["ax"], ["1x"]),
            ("\\.\\*\\(\\)\\^\\$\\{\\-", [".*()^${-"], ["x"]),
            ("\\t\\n\\r\\s", ["\t\n\r "], ["    "]),
            ("å€😀", ["å€😀"], ["å€"]),
            ("(){2000}", [""], ["a"]),
        ]
    )
    func matches(_ text: String, good: [String], bad: [String]) throws {
        let pattern = try ValuePattern(text)
        for value in good { #expect(pattern.matches(value.unicodeScalars), "\(value.debugDescription)") }
        for value in bad { #expect(!pattern.matches(value.unicodeScalars), "\(value.debugDescription)") }
    }

    @Test(
        "What is no pattern is told with its place",
        arguments: [
            ("*a", "nothing to repeat before '*', character 1 of the pattern"),
            ("a|+", "nothing to repeat before '+', character 3 of the pattern"),
            ("a**", "nothing to repeat before '*', character 3 of the pattern"),
            ("a{2}{3}", "nothing to repeat before '{', character 5 of the pattern"),
            ("a{3,2}", "no count like {2}, {2,} or {2,5}, character 7 of the pattern"),
            ("a{x}", "no count like {2}, {2,} or {2,5}, character 3 of the pattern"),
            ("a{99999999999999999999}", "no count like {2}, {2,} or {2,5}, character 23 of the pattern"),
            ("(ab", "no ')' to the '(', character 4 of the pattern"),
            ("ab)", "a ')' without its '(', character 3 of the pattern"),
            ("[ab", "no ']' to the '[', character 4 of the pattern"),
            ("[b-a]", "a range that is none, character 5 of the pattern"),
            ("[\\d-x]", "a range that is none, character 6 of the pattern"),
            ("ab]", "a ']' without its beginning, character 3 of the pattern"),
            ("\\q", "the unknown escape '\\q', character 2 of the pattern"),
            ("a\\", "nothing after '\\', character 3 of the pattern"),
            ("(?:a)", "a group that begins with '?', character 2 of the pattern"),
            ("^a$", "the anchor '^' (the whole value always counts; write \\^ for itself), character 1 of the pattern"),
            ("(a{2000}){2000}", "a pattern that repeats too much, of more than 2000 steps"),
            (String(repeating: "(", count: 60), "more than 50 groups within each other, character 51 of the pattern"),
            (String(repeating: "a", count: 501), "a pattern of more than 500 characters"),
        ]
    )
    func failure(_ text: String, reason: String) {
        let failure = #expect(throws: ValuePattern.Failure.self) { try ValuePattern(text) }
        #expect(failure?.reason == reason)
    }

    @Test(
        "Patterns that take other engines ages take no time, and counts of nothing have an end",
        .timeLimit(.minutes(1)),
        arguments: ["(a+)+b", "(a|aa)+b", "(a*)*b", "(((((){2000}){2000}){2000}){2000}){2000}b"]
    )
    func worst(_ text: String) throws {
        let pattern = try ValuePattern(text)
        #expect(!pattern.matches(String(repeating: "a", count: 4_000).unicodeScalars))
    }
}
