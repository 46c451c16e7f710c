import Domain
import Settings
import Testing

@Suite struct RuleMistakeTests {
    private static let start = "versions: [1, 2b]}"
    private static let message = "message: {sv: a, en: b}"

    /// The example's V40 with something more.
    private static func with(_ text: String) -> String { "versions: [1, 2b], \(text)}" }

    private static func rule(_ text: String) -> String { self.with("rules: [{\(text)}]") }

    @Test("Rules, prefixes and schemas are read, and paths start from the settings' folder")
    func read() throws {
        let text = Example.text.replacing(
            Self.start,
            with: Self.with(
                "schemas: {1: builtin:V40-1.xsd, 2B: own/a.xsd}, prefixes: {v: urn:v}, rules: ["
                    + "{id: a, severity: Critical, path: '/v:r/@x', equals: period, message: {sv: 'å {value}', en: e}}, "
                    + "{id: b, severity: Warning, path: /r/y, matches: '[A-Z]{2}', message: {sv: s, en: e}}, "
                    + "{id: c, severity: Error, path: /r/y, unique: true, message: {sv: s, en: '{first-line}'}}, "
                    + "{id: d, severity: Error, path: /r/y, required: true, message: {sv: s, en: e}}]"
            )
        )
        let settings = try Settings.parse(text, file: "/etc/m2m/settings.yaml")
        let format = try #require(settings.formats.format(FileFormatName("V40"), of: .vinn))
        #expect(format.schemas == ["1": .builtIn(.v40), "2b": .file(path: "/etc/m2m/own/a.xsd")])
        #expect(format.rules.map(\.id) == ["a", "b", "c", "d"])
        #expect(format.rules.map(\.severity) == [.critical, .warning, .error, .error])
        let pattern = try ValuePattern("[A-Z]{2}")
        #expect(format.rules.map(\.demand) == [.equals(.period), .matches(pattern), .unique, .required])
        #expect(format.rules[0].path.elements.map(\.namespace) == ["urn:v"])
        #expect(format.rules[0].message.template == BilingualText(sv: "å {value}", en: "e"))
    }

    private static let file =
        "allowed: the path of an XML schema, or builtin:V10-1.xsd, builtin:V40-1.xsd, "
        + "builtin:Krita_Monthly-1.xsd."
    private static let path =
        "allowed: a path like /Report/Holder/HolderName or /Report/@ReferencePeriod; "
        + "prefixes declared in 'prefixes': none."
    private static let one = "allowed: exactly one of equals, required, unique, matches."

    static let cases: [(String, String)] = [
        (with("schemas: {3: a.xsd}"), "schemas: found '3'; allowed: 1, 2b."),
        (
            with("schemas: {}"),
            "schemas: found an empty map; allowed: a map from versions of the format to the files of their schemas."
        ),
        (
            with("schemas: {1: builtin:V41-1.xsd}"),
            "schemas.1: found 'builtin:V41-1.xsd'; \(file) Did you mean 'builtin:V40-1.xsd'?"
        ),
        (
            with("schemas: {2b: a.xsd, 2B: b.xsd}"),
            "schemas: found '2B' again, after formats[1].schemas on line 18; allowed: each version once."
        ),
        (with("prefixes: {1v: urn:v}"), "prefixes: found '1v'; allowed: a prefix, like v."),
        (
            rule("id: a, severity: Eror, path: /r, unique: true, \(message)"),
            "rules[0].severity: found 'Eror'; allowed: Critical, Error, Warning. Did you mean 'Error'?"
        ),
        (
            rule("id: xsd, severity: Error, path: /r, unique: true, \(message)"),
            "rules[0].id: found 'xsd'; allowed: 1 to 64 of a-z, 0-9 and '-', other than xsd, xml, memory-budget."
        ),
        (rule("id: a, severity: Error, path: r, unique: true, \(message)"), "rules[0].path: found 'r'; \(path)"),
        (
            rule("id: a, severity: Error, path: '/v:r', unique: true, \(message)"),
            "rules[0].path: found '/v:r'; \(path)"
        ),
        (rule("id: a, severity: Error, path: /r, \(message)"), "rules[0]: found a rule that asks nothing; \(one)"),
        (
            rule("id: a, severity: Error, path: /r, unique: true, equals: period, \(message)"),
            "rules[0]: found 'equals' and 'unique'; \(one)"
        ),
        (
            rule("id: a, severity: Error, path: /r, equal: period, \(message)"),
            "rules[0]: found the unknown key 'equal'; allowed: id, severity, path, equals, required, unique, matches, "
                + "message. Did you mean 'equals'?"
        ),
        (
            rule("id: a, severity: Error, path: /r, equals: organization, \(message)"),
            "rules[0].equals: found 'organization'; allowed: organisation, period, program. Did you mean 'organisation'?"
        ),
        (
            rule("id: a, severity: Error, path: /r, required: false, \(message)"),
            "rules[0].required: found 'false'; allowed: true."
        ),
        (
            rule("id: a, severity: Error, path: /r, matches: '[a', \(message)"),
            "rules[0].matches: found no ']' to the '[', character 3 of the pattern; "
                + "allowed: a pattern like [0-9]{10}, written in quotes."
        ),
        (
            rule("id: a, severity: Error, path: /r, unique: true, message: {sv: '{valeu}', en: b}"),
            "rules[0].message.sv: found '{valeu}' in the message; allowed: {value}, {first-line} for this rule. "
                + "Did you mean '{value}'?"
        ),
        (
            rule("id: a, severity: Error, path: /r, required: true, message: {sv: a, en: '{value}'}"),
            "rules[0].message.en: found '{value}' in the message; allowed: no braces for this rule."
        ),
        (
            rule("id: a, severity: Error, path: /r, unique: true, message: {sv: a}"),
            "rules[0].message.en: found no such key; allowed: a sentence of 1 to 300 characters on one line."
        ),
    ]

    @Test("Each mistake is told with its key, what was found and what is allowed", arguments: cases)
    func mistakes(_ new: String, message: String) {
        let mistakes = Example.mistakes(replacing: Self.start, by: new)
        // The columns are those of the reader, which has tests of its own.
        let texts = mistakes.map { $0.replacing(#/^settings.yaml:18:[0-9]+: formats\[1\]\./#, with: "") }
        #expect(texts == [message])
    }

    @Test("A rule's id stands once in a format")
    func ids() {
        let rule = "{id: a, severity: Error, path: /r, unique: true, \(Self.message)}"
        let mistakes = Example.mistakes(replacing: Self.start, by: Self.with("rules: [\(rule), \(rule)]"))
        #expect(mistakes.count == 1)
        #expect(mistakes.first?.contains("found 'a' again, after formats[1].rules[0].id on line 18") == true)
    }

    @Test(
        "What a validation may take has bounds",
        arguments: [
            ("{findings: 0}", "validation.findings: found '0'; allowed: a whole number from 1 to 10000."),
            (
                "{memory: 7MiB}",
                "validation.memory: found '7MiB'; allowed: a size from 8MiB to 1GiB, written like 4096, 64KiB or 1MiB."
            ),
            ("{at-once: 65}", "validation.at-once: found '65'; allowed: a whole number from 1 to 64."),
        ]
    )
    func bounds(_ text: String, message: String) {
        let mistakes = Example.mistakes(of: Example.text + "validation: \(text)\n")
        #expect(mistakes.map { $0.replacing(#/^settings.yaml:[0-9]+:[0-9]+: /#, with: "") } == [message])
    }
}
