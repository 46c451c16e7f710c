import Domain
import Foundation
import Testing
import Validation

@Suite("Findings of rules")
struct RuleTests {
    static let equalities: [(SubmissionFact, String, String?)] = [
        (.organisation, "9990000045", nil),
        (.organisation, " 999000-0045\n", nil),
        (.organisation, "9990000052", "9990000045"),
        (.organisation, "", "9990000045"),
        (.period, "2017-09-30", nil),
        (.period, "2017-9-30", "2017-09-30"),
        (.program, "vinn", nil),
        (.program, "KRITA", "VINN"),
    ]

    @Test("A value equals what the submission says, in an attribute and in an element", arguments: equalities)
    func equals(_ fact: SubmissionFact, value: String, expected: String?) throws {
        let shown = value.trimmingCharacters(in: .whitespacesAndNewlines)
        let text = expected.map { "fel \(shown), \($0) / wrong \(shown), \($0)" }
        let inAttribute = try findings("<r>\n<h x='\(value)'/></r>", rules: [rule("f", "/r/h/@x", .equals(fact))])
        #expect(
            inAttribute.map { String($0.drop { $0 != ":" }.drop { $0 != " " }.dropFirst()) }
                == (text.map { [$0] } ?? [])
        )
        let inElement = try findings("<r><h>\(value)</h></r>", rules: [rule("f", "/r/h", .equals(fact))])
        #expect(
            inElement.map { String($0.drop { $0 != ":" }.drop { $0 != " " }.dropFirst()) } == (text.map { [$0] } ?? [])
        )
    }

    @Test("What is not there is told by 'required' alone, once for each parent, where the parent ends or begins")
    func required() throws {
        let content = "<r>\n<h a=''><x/></h>\n<h><y/></h>\n<h a='1'/></r>"
        #expect(try findings(content, rules: [rule("x", "/r/h/x", .equals(.period))]).count == 1)
        #expect(
            try findings(content, rules: [rule("x", "/r/h/x", .required), rule("a", "/r/h/@a", .required)]) == [
                "a Error 3:3 fel  / wrong ", "x Error 3:12 fel  / wrong ", "x Error 4:11 fel  / wrong ",
            ]
        )
        #expect(try findings("<s/>", rules: [rule("r", "/r", .required)]) == ["r Error 1:5 fel  / wrong "])
        #expect(try findings("<r/>", rules: [rule("r", "/r", .required)]) == [])
    }

    @Test("A value that was there before is told with the line of its first use")
    func unique() throws {
        let content = "<r>\n<i>a</i>\n<i> b </i>\n<i>b</i><j>a</j>\n<i>a</i>\n<i>b</i><i/><i></i></r>"
        let lines = try findings(content, rules: [rule("u", "/r/i", .unique)])
        #expect(
            lines == [
                "u Error 4:9 fel b, 3 / wrong b, 3", "u Error 5:9 fel a, 2 / wrong a, 2",
                "u Error 6:9 fel b, 3 / wrong b, 3", "u Error 6:20 fel , 6 / wrong , 6",
            ]
        )
    }

    @Test("A value matches its pattern whole")
    func matches() throws {
        let pattern = ValidationRule.Demand.matches(try ValuePattern("[A-ZÅÄÖ]{2}\\d+"))
        let content = "<r><i>SE12</i><i>ÅÄ1</i><i>SE12x</i><i>xSE12</i></r>"
        #expect(
            try findings(content, rules: [rule("m", "/r/i", pattern, severity: .warning)]) == [
                "m Warning 1:37 fel SE12x / wrong SE12x", "m Warning 1:49 fel xSE12 / wrong xSE12",
            ]
        )
    }

    @Test("A prefix means a namespace; a name without one means any")
    func namespaces() throws {
        let content = "<r xmlns='urn:a' xmlns:b='urn:b'><x b:k='1' k='2'/><b:x k='3'/></r>"
        func values(_ path: String) throws -> [String] {
            let prefixes = ["p": "urn:a", "q": "urn:b"]
            let pattern = ValidationRule.Demand.matches(try ValuePattern("-"))
            return try report(Data(content.utf8), rules: [rule("m", path, pattern, prefixes: prefixes)]).findings
                .map { String($0.message.sv.dropFirst(4)) }
        }
        #expect(try values("/r/x/@k") == ["1", "2", "3"])
        #expect(try values("/p:r/p:x/@k") == ["1", "2"])
        #expect(try values("/r/q:x/@k") == ["3"])
        #expect(try values("/r/x/@q:k") == ["1"])
        #expect(try values("/q:r/x/@k") == [])
        #expect(try values("/R/x/@k") == [])
    }

    @Test("An element's value is its own text, without that of its children")
    func text() throws {
        let content = "<r> a<i>x</i>b<!-- --><![CDATA[c]]>&#100; </r>"
        let pattern = ValidationRule.Demand.matches(try ValuePattern("-"))
        let rules = try [rule("r", "/r", pattern), rule("i", "/r/i", pattern)]
        #expect(
            try findings(content, rules: rules) == [
                "i Error 1:14 fel x / wrong x", "r Error 1:47 fel abcd / wrong abcd",
            ]
        )
    }

    @Test("A value longer than 4,096 bytes is not judged, and told")
    func long() throws {
        let pattern = ValidationRule.Demand.matches(try ValuePattern("x*"))
        let rules = try [rule("e", "/r/i", pattern), rule("a", "/r/i/@a", pattern)]
        let fits = String(repeating: "x", count: 4_096)
        let blanks = String(repeating: " ", count: 50_000)
        #expect(try findings("<r><i a='\(fits)'>\(blanks)\(fits) </i></r>", rules: rules) == [])
        let long = fits + "x"
        let message =
            "Värdet är längre än 4096 byte och går inte att pröva. / The value has more than 4096 bytes and cannot be judged."
        #expect(
            try findings("<r><i a='\(long)'>\n\(long)</i></r>", rules: rules) == [
                "a Error 1:4108 \(message)", "e Error 2:4102 \(message)",
            ]
        )
    }

    @Test("The schema's findings and the rules' stand in the order of the document; at one place the schema's first")
    func order() throws {
        let schema = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="r"><xs:complexType><xs:sequence>
            <xs:element name="i" type="xs:integer" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
            </xs:schema>
            """
        let pattern = ValidationRule.Demand.matches(try ValuePattern("[0-9]"))
        let rules = try [rule("u", "/r/i", .unique), rule("m", "/r/i", pattern, severity: .warning)]
        let report = try report(Data("<r>\n<i>x</i>\n<i>12</i>\n<i>x</i></r>".utf8), schema: schema, rules: rules)
        #expect(
            report.findings.map { "\($0.rule) \($0.line)" } == ["xsd 2", "m 2", "m 3", "xsd 4", "u 4", "m 4"]
        )
        #expect(report.counts == [.critical: 2, .error: 1, .warning: 3])
    }

    @Test("Of more repetitions than are kept, the first of the document are")
    func manyRepetitions() throws {
        let values = (0..<500).map { "<i>\($0 * 7 % 500)</i>\n" }.joined()
        let content = Data("<r>\n\(values)\(values)</r>".utf8)
        let report = try report(content, rules: [rule("u", "/r/i", .unique)], limits: ValidationLimits(findings: 3))
        #expect(report.findings.map(\.line) == [502, 503, 504])
        #expect(report.counts == [.error: 500])
    }
}
