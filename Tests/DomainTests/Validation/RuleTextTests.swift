import Domain
import Testing

@Suite("Paths and messages of rules")
struct RuleTextTests {
    @Test(
        "What is a path",
        arguments: [
            ("/Report", ["Report"], nil), ("/r/a_b/c.d-e", ["r", "a_b", "c.d-e"], nil),
            ("/v:r/@v:x", ["{urn:v}r"], "{urn:v}x"), ("/r/@x", ["r"], "x"), ("/Åäö", ["Åäö"], nil),
        ]
    )
    func path(_ text: String, elements: [String], attribute: String?) throws {
        func shown(_ step: NodePath.Step) -> String { (step.namespace.map { "{\($0)}" } ?? "") + step.localName }
        let path = try NodePath(text, prefixes: ["v": "urn:v"])
        #expect(path.elements.map(shown) == elements)
        #expect(path.attribute.map(shown) == attribute)
        #expect(path.description == text)
    }

    @Test(
        "What is none",
        arguments: [
            "", "/", "Report", "//r", "/r/", "/r//x", "/@x", "/r/@x/y", "/r/*", "/r[1]", "/a:b:c", "/:a", "/1a", "/r/@",
        ]
    )
    func malformed(_ text: String) {
        #expect(throws: NodePath.Failure.malformed) { try NodePath(text, prefixes: ["v": "urn:v"]) }
    }

    @Test("A prefix must be declared")
    func prefix() {
        #expect(throws: NodePath.Failure.unknownPrefix("w")) { try NodePath("/v:r/w:x", prefixes: ["v": "urn:v"]) }
    }

    @Test("Values stand in the place of their words, and braces in a value stay what they are")
    func message() {
        let message = RuleMessage(BilingualText(sv: "{value} är inte {expected}", en: "not {expected} but {value}, {x"))
        #expect(
            message.filled([.value: "{expected}", .expected: "b"])
                == BilingualText(sv: "{expected} är inte b", en: "not b but {expected}, {x")
        )
        #expect(RuleMessage.unknownPlaceholders(in: "{value} {valeu} {", known: [.value]) == ["valeu"])
    }
}
