import Testing
import YAMLReading

@Suite struct YAMLFileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let yaml: String
        let message: String

        init(_ yaml: String, _ message: String) {
            self.yaml = yaml
            self.message = message
        }

        var testDescription: String { self.yaml.debugDescription }
    }

    private static let anything = ScalarForm<String>.text("a text") { _ in true }

    @Test(
        "What is no YAML is told with its place",
        arguments: [
            Case(
                "",
                "t.yaml:1:1: found an empty file; "
                    + "allowed: a YAML file, indented with spaces."
            ),
            Case(
                "# only a comment\n",
                "t.yaml:1:1: found an empty file; "
                    + "allowed: a YAML file, indented with spaces."
            ),
            Case(
                "value: [1, 2",
                "t.yaml:2:1: found invalid YAML "
                    + "(did not find expected ',' or ']', while parsing a flow sequence from line 1); "
                    + "allowed: a YAML file, indented with spaces."
            ),
            Case(
                "value: a\n  other: b",
                "t.yaml:2:8: found invalid YAML (mapping values are not allowed in this context); "
                    + "allowed: a YAML file, indented with spaces."
            ),
            Case(
                "value:\n\t- 1",
                "t.yaml:2:1: found invalid YAML "
                    + "(found character that cannot start any token, while scanning for the next token from line 2); "
                    + "allowed: a YAML file, indented with spaces."
            ),
            Case(
                "value: 'open",
                "t.yaml:1:13: found invalid YAML "
                    + "(found unexpected end of stream, while scanning a quoted scalar from line 1); "
                    + "allowed: a YAML file, indented with spaces."
            ),
            Case(
                "value: 1\nvalue: 2",
                "t.yaml:1:1: found 'value' more than once in the map, first here; "
                    + "allowed: each key once."
            ),
            Case(
                "a: 1\n---\nb: 2",
                "t.yaml:2:1: found invalid YAML "
                    + "(but found another document, expected a single document in the stream from line 1); "
                    + "allowed: a YAML file, indented with spaces."
            ),
            Case(
                "value: a\r\nother\u{7}: b",
                "t.yaml:2:6: found invalid YAML (control characters are not allowed); "
                    + "allowed: a YAML file, indented with spaces."
            ),
            Case(
                "value: %x",
                "t.yaml:1:8: found invalid YAML "
                    + "(found character that cannot start any token, while scanning for the next token from line 1); "
                    + "allowed: a YAML file, indented with spaces."
            ),
        ]
    )
    func syntax(_ example: Case) {
        #expect(Reading.mistakes(example.yaml, Self.anything) == [example.message])
    }

    @Test(
        "A value of another kind is told as what it is",
        arguments: [
            Case("- value", "t.yaml:1:1: found a list; allowed: a map with keys among value."),
            Case("value", "t.yaml:1:1: found 'value'; allowed: a map with keys among value."),
            Case("value:", "t.yaml:1:7: value: found nothing; allowed: a text."),
            Case("value: []", "t.yaml:1:8: value: found a list; allowed: a text."),
            Case("value: {}", "t.yaml:1:8: value: found a map; allowed: a text."),
            Case("{}", "t.yaml:1:1: value: found no such key; allowed: a text."),
            Case(
                "valeu: 1\nvalue: 1",
                "t.yaml:1:1: found the unknown key 'valeu'; "
                    + "allowed: value. Did you mean 'value'?"
            ),
            Case("value: 1\n? [a, b]\n: c", "t.yaml:2:3: found a list as a key; allowed: value."),
            Case("value: 1\nother:\n  unread: *x", "t.yaml:2:1: found the unknown key 'other'; allowed: value."),
            Case(
                "value: *x",
                "t.yaml:1:8: value: found the alias '*x' (aliases are not followed); "
                    + "allowed: a text."
            ),
            Case(
                "value: 1\n*x : 1",
                "t.yaml:2:1: found the alias '*x' (aliases are not followed) as a key; "
                    + "allowed: value."
            ),
        ]
    )
    func kinds(_ example: Case) {
        #expect(Reading.mistakes(example.yaml, Self.anything) == [example.message])
    }

    @Test("A key that comes again is told, however it is written")
    func repeatedKeys() {
        #expect(
            Reading.mistakes("value: 1\n\"value\": 2", Self.anything) == [
                "t.yaml:1:1: found 'value' more than once in the map, first here; allowed: each key once."
            ]
        )
        #expect(
            Reading.mistakes("value: 1\n!t value: 2", Self.anything) == [
                "t.yaml:2:1: found 'value' again, after line 1; allowed: each key once."
            ]
        )
    }

    @Test("A text counts as written, quoted or not", arguments: ["0123", "'0123'", "\"0123\""])
    func asWritten(text: String) {
        #expect(Reading.value(text, Self.anything) == "0123")
    }

    @Test("An asterisk is an alias only where YAML says so")
    func asterisks() {
        #expect(Reading.value("'*.example'", Self.anything) == "*.example")
        #expect(Reading.value("2 * 3", Self.anything) == "2 * 3")
        #expect(Reading.value("|\n  *x", Self.anything) == "*x")
    }

    @Test("Files from Windows are read: a byte order mark, lines ending in CR LF")
    func windows() {
        #expect(Reading.mistakes("\u{FEFF}value: 1\r\n", Self.anything).isEmpty)
        #expect(Reading.value("a\r\n", Self.anything) == "a")
    }

    @Test("A message stays on one line and short, whatever was found")
    func shown() {
        let long = String(repeating: "x", count: 81)
        #expect(
            Reading.mistakes("value: \"\(long)\"", .boolean) == [
                "t.yaml:1:8: value: found '\(long.dropLast())…'; allowed: true, false."
            ]
        )
        #expect(
            Reading.mistakes("value: \"a\\nb\"", .boolean) == [
                #"t.yaml:1:8: value: found 'a\nb'; allowed: true, false."#
            ]
        )
    }

    @Test("Aliases to aliases cost nothing, as values and as keys", .timeLimit(.minutes(1)))
    func bombs() {
        let levels = (1...40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }
        let bomb = (["a0: &a0 [x, x]"] + levels).joined(separator: "\n")
        #expect(Reading.mistakes(bomb + "\nvalue: *a40", Self.anything).count == 42)
        #expect(Reading.mistakes(bomb + "\n? *a40\n: x", Self.anything).count == 43)
    }

    @Test("Deep nesting is read as far as the parser goes, then refused")
    func depth() {
        let deep = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(
            Reading.mistakes("value: \(deep)", .boolean) == ["t.yaml:1:8: value: found a list; allowed: true, false."]
        )
        let mistakes = Reading.mistakes("value: " + String(repeating: "[", count: 100_000), Self.anything)
        #expect(mistakes.count == 1)
        #expect(mistakes[0].hasPrefix("t.yaml:1:9: found invalid YAML (Maximum nesting level reached"))
    }
}
