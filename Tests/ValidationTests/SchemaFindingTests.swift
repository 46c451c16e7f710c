import Domain
import Foundation
import Testing
import Validation

@Suite("Findings of the schema")
struct SchemaFindingTests {
    private static let schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:x" targetNamespace="urn:x"
            elementFormDefault="qualified">
          <xs:element name="a">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="n" type="xs:decimal" minOccurs="0"/>
                <xs:element name="d" type="xs:date" minOccurs="0"/>
                <xs:element name="e" minOccurs="0" maxOccurs="2"><xs:complexType/></xs:element>
                <xs:element name="c" type="Code" minOccurs="0" maxOccurs="unbounded"/>
                <xs:element name="v" type="Word" minOccurs="0"/>
              </xs:sequence>
              <xs:attribute name="id" type="xs:NCName" use="required"/>
            </xs:complexType>
          </xs:element>
          <xs:simpleType name="Code">
            <xs:restriction base="xs:string"><xs:pattern value="[A-Z]{3}"/><xs:maxLength value="3"/></xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="Word">
            <xs:restriction base="xs:string"><xs:enumeration value="ja"/><xs:enumeration value="nej"/></xs:restriction>
          </xs:simpleType>
        </xs:schema>
        """

    @Test("A document as the schema asks has none")
    func none() throws {
        let content = "<a xmlns='urn:x' id='k'><n>1.5</n><d>2022-06-30</d><e/><c>SEK</c><v>nej</v></a>"
        #expect(try findings(content, schema: Self.schema) == [])
    }

    static let cases: [(String, [String])] = [
        (
            "<a xmlns='urn:x' id='k'>\n<n>1,5</n></a>",
            [
                "xsd Critical 2:11 Elementet 'n': '1,5' är inte ett giltigt värde av typen 'xs:decimal'. / "
                    + "Element 'n': '1,5' is not a valid value of the atomic type 'xs:decimal'."
            ]
        ),
        (
            "<a xmlns='urn:x'/>",
            [
                "xsd Critical 1:17 Elementet 'a': Attributet 'id' krävs men saknas. / "
                    + "Element 'a': The attribute 'id' is required but missing."
            ]
        ),
        (
            "<a xmlns='urn:x' id='k' x='1'/>",
            [
                "xsd Critical 1:30 Elementet 'a', attribut 'x': Attributet 'x' är inte tillåtet. / "
                    + "Element 'a', attribute 'x': The attribute 'x' is not allowed."
            ]
        ),
        (
            "<a xmlns='urn:x' id='k'>\n <d>2022-06-30</d>\n <n>1</n></a>",
            [
                "xsd Critical 3:4 Elementet 'n': Elementet är inte väntat här. Väntat är något av: e, c, v. / "
                    + "Element 'n': This element is not expected. Expected is one of ( e, c, v )."
            ]
        ),
        (
            "<a xmlns='urn:x' id='k'>\n hej <n>1</n></a>",
            [
                "xsd Critical 2:6 Elementet 'a': Text är inte tillåten här, bara underelement. / Element 'a': Character "
                    + "content other than whitespace is not allowed because the content type is 'element-only'."
            ]
        ),
        (
            "<a xmlns='urn:x' id='k'><c>sek</c><v>kanske</v></a>",
            [
                "xsd Critical 1:35 Elementet 'c': Värdet 'sek' följer inte mönstret '[A-Z]{3}'. / "
                    + "Element 'c': [facet 'pattern'] The value 'sek' is not accepted by the pattern '[A-Z]{3}'.",
                "xsd Critical 1:48 Elementet 'v': Värdet 'kanske' är inget av de tillåtna: 'ja', 'nej'. / Element 'v': "
                    + "[facet 'enumeration'] The value 'kanske' is not an element of the set {'ja', 'nej'}.",
            ]
        ),
        (
            "<b xmlns='urn:y'/>",
            [
                "xsd Critical 1:17 Elementet '{urn:y}b': Schemat har inget sådant rotelement. / "
                    + "Element '{urn:y}b': No matching global declaration available for the validation root."
            ]
        ),
    ]

    @Test("Each kind is told with its place, in Swedish and in English", arguments: cases)
    func kinds(_ content: String, expected: [String]) throws {
        #expect(try findings(content, schema: Self.schema) == expected)
    }

    @Test("Text is one value however it is broken up")
    func portions() throws {
        let content = "<a xmlns='urn:x' id='k'><n>1<!-- -->2&#51;<![CDATA[4]]><?p?>.5</n><d>2022<!-- -->x</d></a>"
        let lines = try findings(content, schema: Self.schema)
        #expect(lines.count == 1)
        #expect(lines.first?.contains("'2022x'") == true)
    }

    @Test("A mistake in text that comes in portions is told where the text ends, not at the next tag")
    func portionPlace() throws {
        let content = "<a xmlns='urn:x' id='k'>\n <!-- -->hej\n<n>1</n></a>"
        let report = try report(Data(content.utf8), schema: Self.schema)
        #expect(report.findings.map { "\($0.line):\($0.column)" } == ["3:1"])
    }

    @Test("A schema without an element has nothing against any document")
    func empty() throws {
        let schema = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>"
        #expect(try findings("<whatever xmlns='urn:z'><x/>text</whatever>", schema: schema) == [])
    }

    @Test("Without a schema and rules, only what is not XML is a finding")
    func nothing() throws {
        #expect(try findings("<a/>") == [])
        #expect(
            try findings("<a>\n</b>") == [
                "xml Critical 2:5 Filen är inte välformad XML; resten är inte validerad: "
                    + "Opening and ending tag mismatch: a line 1 and b. / The file is not well-formed XML; "
                    + "the rest is not validated: Opening and ending tag mismatch: a line 1 and b."
            ]
        )
        #expect(try findings("").count == 1)
    }

    @Test("Encodings make no difference to places and texts")
    func encodings() throws {
        let content = "<a xmlns='urn:x' id='k'>\n<v>åäö</v></a>"
        let expected = try findings(content, schema: Self.schema)
        #expect(expected.first?.hasPrefix("xsd Critical 2:11 Elementet 'v': Värdet 'åäö' ") == true)
        let bom = Data([0xEF, 0xBB, 0xBF]) + Data(content.utf8)
        #expect(try findings(bom, schema: Self.schema) == expected)
        let utf16 = try #require("<?xml version='1.0' encoding='utf-16'?>\(content)".data(using: .utf16))
        #expect(try findings(utf16, schema: Self.schema) == expected)
        let latin1 = "<?xml version='1.0' encoding='iso-8859-1'?>\(content)".data(using: .isoLatin1)
        #expect(try findings(#require(latin1), schema: Self.schema) == expected)
    }

    @Test("What is kept has a limit; what is counted has none")
    func cap() throws {
        let content = "<a xmlns='urn:x' id='k'>" + String(repeating: "<c>x</c>\n", count: 1_000) + "</a>"
        let report = try report(Data(content.utf8), schema: Self.schema, limits: ValidationLimits(findings: 7))
        #expect(report.findings.map(\.line) == Array(1...7))
        #expect(report.counts == [.critical: 1_000])
        #expect(report.total == 1_000)
    }

    @Test("What a file says of schemas is not followed")
    func schemaLocation() throws {
        let other = Self.schema.replacing("xs:decimal", with: "xs:string")
        try withTemporaryFile(Data(other.utf8)) { path in
            let content = """
                <a xmlns='urn:x' id='k' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'
                xsi:schemaLocation='urn:x \(path)'><n>1,5</n></a>
                """
            let count = try findings(content, schema: Self.schema).count
            #expect(count == 1)
        }
    }
}
