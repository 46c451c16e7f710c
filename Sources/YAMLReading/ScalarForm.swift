/// How one value is written: what is allowed, said to a person, and how the text becomes the value.
package struct ScalarForm<Value>: Sendable {
    package let allowed: String
    /// The words among which a misspelt one is looked for.
    let words: [String]
    /// `nil` for a text that is not allowed.
    package let parse: @Sendable (String) -> Value?

    /// - Parameter allowed: completes "allowed: …".
    package init(_ allowed: String, words: [String] = [], parse: @escaping @Sendable (String) -> Value?) {
        self.allowed = allowed
        self.words = words
        self.parse = parse
    }
}

extension ScalarForm {
    /// One of a few words.
    package static func word(_ words: [String], parse: @escaping @Sendable (String) -> Value?) -> ScalarForm {
        ScalarForm(words.joined(separator: ", "), words: words, parse: parse)
    }
}

extension ScalarForm where Value: CaseIterable & RawRepresentable<String> & Sendable {
    /// One of the cases, written as its raw value.
    package static var oneOf: ScalarForm {
        .word(Value.allCases.map(\.rawValue)) { Value(rawValue: $0) }
    }
}

extension ScalarForm<Bool> {
    /// YAML's `on`, `yes` and their like are refused: `no` is also a language and a country.
    package static let boolean = ScalarForm.word(["true", "false"]) { Bool($0) }
}

extension ScalarForm<String> {
    /// A text that one test decides about.
    package static func text(_ allowed: String, where isAllowed: @escaping @Sendable (String) -> Bool) -> ScalarForm {
        ScalarForm(allowed) { isAllowed($0) ? $0 : nil }
    }
}
