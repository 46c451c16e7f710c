import CLibXML2
import Domain

/// libxml2's words on a document that breaks its schema, shortened, and in Swedish where the sentence is known.
enum SchemaMessage {
    private static let longest = 300

    static func text(of error: xmlError) -> BilingualText {
        let message = error.message.map { String(cString: $0) } ?? "Error \(error.code) of the schema"
        let words = Self.withoutNamespaces(message).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return BilingualText(sv: Self.clipped(Self.swedish(words)), en: Self.clipped(words))
    }

    private static func clipped(_ text: String) -> String {
        text.count <= Self.longest ? text : text.prefix(Self.longest) + "…"
    }

    /// `{http://scb.se/gdb/vinn}Holder` is `Holder`. The namespace stays where it is the point: at the root.
    private static func withoutNamespaces(_ message: String) -> String {
        guard !message.contains("No matching global") else { return message }
        var text = ""
        var rest = message[...]
        while let begin = rest.firstIndex(of: "{"), let end = rest[begin...].firstIndex(of: "}") {
            let namespace = rest[rest.index(after: begin)..<end]
            // Sets of values stand in braces too, after a space.
            let isName = !namespace.contains { $0.isWhitespace || $0 == "'" || $0 == "," } && namespace.contains(":")
            text += rest[..<begin] + (isName ? "" : rest[begin...end])
            rest = rest[rest.index(after: end)...]
        }
        return text + rest
    }

    private static func swedish(_ english: String) -> String {
        var text = english
        for (from, to) in Self.subjects where text.hasPrefix(from) { text = to + text.dropFirst(from.count) }
        text = text.replacing(", attribute '", with: ", attribut '", maxReplacements: 1)
        for sentence in Self.sentences {
            if let translated = sentence.translated(text) { return translated }
        }
        return text
    }

    private static let subjects = [("Element '", "Elementet '"), ("Attribute '", "Attributet '")]

    /// Most likely first.
    private static let sentences: [Sentence] = [
        Sentence("This element is not expected. Expected is ( * ).", "Elementet är inte väntat här. Väntat: *."),
        Sentence(
            "This element is not expected. Expected is one of ( * ).",
            "Elementet är inte väntat här. Väntat är något av: *."
        ),
        Sentence("This element is not expected.", "Elementet är inte väntat här."),
        Sentence("Missing child element(s). Expected is ( * ).", "Underelement saknas. Väntat: *."),
        Sentence("Missing child element(s). Expected is one of ( * ).", "Underelement saknas. Väntat är något av: *."),
        Sentence("* is not a valid value of the atomic type *.", "* är inte ett giltigt värde av typen *."),
        Sentence("* is not a valid value of the local atomic type.", "* är inte ett giltigt värde av elementets typ."),
        Sentence("* is not a valid value of the list type *.", "* är inte ett giltigt värde av listtypen *."),
        Sentence("* is not a valid value of the union type *.", "* är inte ett giltigt värde av unionstypen *."),
        Sentence("The attribute * is required but missing.", "Attributet * krävs men saknas."),
        Sentence("The attribute * is not allowed.", "Attributet * är inte tillåtet."),
        Sentence(
            "[facet 'pattern'] The value * is not accepted by the pattern *.",
            "Värdet * följer inte mönstret *."
        ),
        Sentence(
            "[facet 'enumeration'] The value * is not an element of the set {*}.",
            "Värdet * är inget av de tillåtna: *."
        ),
        Sentence(
            "[facet *] The value has a length of *; this exceeds the allowed maximum length of *.",
            "[*] Värdet har längden *; det är mer än den största tillåtna, *."
        ),
        Sentence(
            "[facet *] The value has a length of *; this underruns the allowed minimum length of *.",
            "[*] Värdet har längden *; det är mindre än den minsta tillåtna, *."
        ),
        Sentence(
            "[facet *] The value has a length of *; this differs from the allowed length of *.",
            "[*] Värdet har längden *; tillåten längd är *."
        ),
        Sentence(
            "[facet *] The value * is less than the minimum value allowed (*).",
            "[*] Värdet * är mindre än det minsta tillåtna (*)."
        ),
        Sentence(
            "[facet *] The value * is greater than the maximum value allowed (*).",
            "[*] Värdet * är större än det största tillåtna (*)."
        ),
        Sentence(
            "[facet *] The value * has more digits than are allowed (*).",
            "[*] Värdet * har fler siffror än tillåtet (*)."
        ),
        Sentence(
            "[facet *] The value * has more fractional digits than are allowed (*).",
            "[*] Värdet * har fler decimaler än tillåtet (*)."
        ),
        Sentence(
            "No matching global declaration available for the validation root.",
            "Schemat har inget sådant rotelement."
        ),
        Sentence(
            "Character content other than whitespace is not allowed because the content type is 'element-only'.",
            "Text är inte tillåten här, bara underelement."
        ),
        Sentence(
            "Character content is not allowed, because the content type is empty.",
            "Elementet ska vara tomt, utan text."
        ),
        Sentence(
            "Element content is not allowed, because the content type is empty.",
            "Elementet ska vara tomt, utan underelement."
        ),
        Sentence(
            "Element content is not allowed, because the content type is a simple type definition.",
            "Elementet får inte ha underelement, bara text."
        ),
        Sentence(
            "Element content is not allowed, because the type definition is simple.",
            "Elementet får inte ha underelement, bara text."
        ),
        Sentence(
            "Duplicate key-sequence * in unique identity-constraint *.",
            "Värdet * förekommer mer än en gång; det ska vara unikt enligt *."
        ),
        Sentence(
            "Duplicate key-sequence * in key identity-constraint *.",
            "Nyckeln * förekommer mer än en gång; den ska vara unik enligt *."
        ),
        Sentence("No match found for key-sequence * of keyref *.", "Det som * hänvisar till enligt * finns inte."),
    ]
}

/// An English sentence of libxml2's and the same in Swedish; `*` is what varies, in the same order in both.
private struct Sentence: Sendable {
    private let english: [String]
    private let swedish: [String]

    init(_ english: String, _ swedish: String) {
        self.english = english.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
        self.swedish = swedish.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    }

    /// What stands before the sentence, its subject with a colon, is kept. `nil` for another sentence.
    func translated(_ text: String) -> String? {
        let subjectEnd = text.firstRange(of: ": ")?.upperBound ?? text.startIndex
        var rest = text[subjectEnd...]
        guard rest.hasPrefix(self.english[0]) else { return nil }
        rest = rest.dropFirst(self.english[0].count)
        var result = text[..<subjectEnd] + self.swedish[0]
        for index in self.english.indices.dropFirst() {
            let isLast = index == self.english.count - 1
            guard
                let range = isLast
                    ? Self.suffix(self.english[index], of: rest) : rest.firstRange(of: self.english[index])
            else { return nil }
            result += rest[..<range.lowerBound] + self.swedish[index]
            rest = rest[range.upperBound...]
        }
        return rest.isEmpty ? String(result) : nil
    }

    private static func suffix(_ suffix: String, of text: Substring) -> Range<Substring.Index>? {
        text.hasSuffix(suffix) ? text.index(text.endIndex, offsetBy: -suffix.count)..<text.endIndex : nil
    }
}
