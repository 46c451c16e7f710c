import Domain
import Foundation
import Samples
import Testing
import Validation

extension LargeFileTests {
    /// As ``FormatChecking``, for the pass with schema and rules.
    @Suite("Large and hostile files under validation", .serialized, .timeLimit(.minutes(1)))
    struct Validating {
        private static let head = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>"
        private static let anyText = head + "<xs:element name='a' type='xs:string'/></xs:schema>"
        private static let anything =
            head
            + "<xs:element name='a'><xs:complexType mixed='true'><xs:sequence><xs:any processContents='lax' minOccurs='0' "
            + "maxOccurs='unbounded'/></xs:sequence><xs:anyAttribute processContents='lax'/></xs:complexType></xs:element>"
            + "</xs:schema>"

        private static func rules() throws -> [ValidationRule] {
            try [rule("u", "/a", .unique), rule("m", "/a/@x", .matches(ValuePattern("(a|aa)*b")))]
        }

        private func single(_ content: Data, _ schema: String) throws -> String {
            let findings = try report(content, schema: schema, rules: Self.rules()).findings
            return findings.map { "\($0.rule) \($0.line):\($0.column) \($0.message.en)" }.joined(separator: "; ")
        }

        @Test(
            "What the format check refuses is one finding here, and nothing behind it counts",
            arguments: [
                ("<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>", "xml 1:13 ", "DOCTYPE"),
                ("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>", "xml 1:13 ", "DOCTYPE"),
                (String(repeating: "<a>", count: 1_000_000), "xml 1:772 ", "Excessive depth"),
                ("<a>\n\0</a>", "xml 2:1 ", "Char 0x0"),
                ("<?xml version='1.0' encoding='klingon'?><a/>", "xml 1:39 ", "Unsupported encoding"),
            ]
        )
        func refused(_ content: String, place: String, words: String) throws {
            let finding = try self.single(Data(content.utf8), Self.anything)
            #expect(finding.hasPrefix(place), "\(finding)")
            #expect(finding.contains(words), "\(finding)")
            #expect(!finding.contains("; xml") && !finding.contains("; xsd"), "\(finding)")
        }

        @Test("An attribute of 100 MB is a finding")
        func attribute() throws {
            let content =
                Data("<a x='".utf8) + Data(repeating: UInt8(ascii: "a"), count: 100_000_000) + Data("'/>".utf8)
            let finding = try self.single(content, Self.anything)
            #expect(finding.hasPrefix("memory-budget 1:8386216 "), "\(finding)")
        }

        @Test("A text of 100 MB costs memory only where the schema has to keep it")
        func text() throws {
            let content = Data("<a>".utf8) + Data(repeating: UInt8(ascii: "y"), count: 100_000_000) + Data("</a>".utf8)
            #expect(try report(content, schema: Self.anything).total == 0)
            let kept = try report(content, schema: Self.anyText)
            #expect(kept.findings.map(\.rule) == ["memory-budget"])
            #expect(
                kept.findings.first?.message
                    == BilingualText(
                        sv: "Valideringen av filen behöver mer än 24 MiB minne; resten är inte validerad.",
                        en: "Validating the file needs more than 24 MiB of memory; the rest is not validated."
                    )
            )
            #expect(kept.counts == [.critical: 1])
        }

        @Test("A text of many character references takes time by its length, not by its square")
        func references() throws {
            let content = "<a>" + String(repeating: "&#65;", count: 3_000_000) + "</a>"
            #expect(try report(Data(content.utf8), schema: Self.anyText).total == 0)
        }

        @Test("A pattern of the worst kind takes time by the value's length")
        func pattern() throws {
            let content = "<a x='\(String(repeating: "a", count: 4_000))'/>"
            #expect(try self.single(Data(content.utf8), Self.anything).hasPrefix("m 1:4008 "))
        }

        @Test("Identity constraints end at the budget, with a finding")
        func identity() throws {
            let schema =
                Self.head + """
                    <xs:element name='r'><xs:complexType><xs:sequence>
                    <xs:element name='i' type='xs:string' maxOccurs='unbounded'/></xs:sequence></xs:complexType>
                    <xs:unique name='one'><xs:selector xpath='i'/><xs:field xpath='.'/></xs:unique></xs:element></xs:schema>
                    """
            let repeated = "<r><i>a</i><i>b</i>\n<i>a</i></r>"
            #expect(
                try findings(repeated, schema: schema) == [
                    "xsd Critical 2:9 Elementet 'i': Värdet ['a'] förekommer mer än en gång; det ska vara unikt enligt 'one'. / "
                        + "Element 'i': Duplicate key-sequence ['a'] in unique identity-constraint 'one'."
                ]
            )
            let many = "<r>\n" + (0..<200_000).map { "<i>\($0)</i>\n" }.joined() + "</r>"
            let before = try residentBytes()
            let report = try report(Data(many.utf8), schema: schema, limits: ValidationLimits(memory: 8 << 20))
            #expect(report.findings.map(\.rule) == ["memory-budget"])
            #expect(try residentBytes() - before < 32 << 20)
        }

        @Test("Memory stays bounded however large the file and however many its findings")
        func memory() throws {
            try withTemporaryFile { path in
                try SampleFile(format: .v40, bytes: 32 << 20).write(to: path)
                let rules = try [
                    rule("u", "/Report/Holder/Holding/Identifier", .unique),
                    rule("v", "/Report/Holder/Holding/NominalCurrency", .unique),
                ]
                let validation = Validation(
                    schema: try Schema.load(.builtIn(.v40)),
                    rules: rules,
                    limits: ValidationLimits(memory: 8 << 20)
                )
                let before = try residentBytes()
                var peak = before
                let completion = try validation.completion(path) {
                    peak = max(peak, (try? residentBytes()) ?? .max)
                    return false
                }
                guard case .finished(let report) = completion else { throw CocoaError(.fileReadUnknown) }
                #expect(report.findings.count == 100)
                #expect(report.total > 50_000)
                // Other tests of the process take memory meanwhile; a tree of the file would take several times its size.
                #expect(peak - before < 96 << 20)
            }
        }
    }
}
