/// A rule of a format's, asked of every file besides its schema.
public struct ValidationRule: Hashable, Sendable {
    /// What the rule asks of the nodes at its path.
    public enum Demand: Hashable, Sendable {
        /// Each value there is the submission's. Of a node that is not there, only ``required`` tells.
        case equals(SubmissionFact)
        /// Each element that the path's last step begins from has it: the document an element at the root, an element
        /// a child or an attribute.
        case required
        /// No two values there are equal, in the whole file.
        case unique
        /// Each value there matches from its first character to its last.
        case matches(ValuePattern)
    }

    /// Names the rule in findings; once in a format.
    public let id: String
    public let severity: FindingSeverity
    public let path: NodePath
    public let demand: Demand
    public let message: RuleMessage

    public init(id: String, severity: FindingSeverity, path: NodePath, demand: Demand, message: RuleMessage) {
        self.id = id
        self.severity = severity
        self.path = path
        self.demand = demand
        self.message = message
    }
}

/// What of a submission a value in its file can be compared with.
public enum SubmissionFact: String, Hashable, Sendable, CaseIterable {
    /// Ten digits; the file may write them with the hyphen.
    case organisation
    /// `YYYY-MM-DD`, as the path has it.
    case period
    /// The program's name, without regard to case.
    case program
}

/// A rule's message, with what varies from finding to finding in braces.
public struct RuleMessage: Hashable, Sendable {
    /// What may stand in braces.
    public enum Placeholder: String, Hashable, Sendable, CaseIterable {
        /// The value found, clipped.
        case value
        /// What an `equals` rule compares with.
        case expected
        /// The line of the first use of a value that must be unique.
        case firstLine = "first-line"
    }

    /// With the placeholders as written.
    public let template: BilingualText

    public init(_ template: BilingualText) {
        self.template = template
    }

    /// The placeholders that mean something for a rule with `demand`.
    public static func placeholders(for demand: ValidationRule.Demand) -> [Placeholder] {
        switch demand {
        case .equals: [.value, .expected]
        case .required: []
        case .unique: [.value, .firstLine]
        case .matches: [.value]
        }
    }

    /// The words in braces in `text` that are none of `known`.
    public static func unknownPlaceholders(in text: String, known: [Placeholder]) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            guard let end = part.firstIndex(of: "}") else { return nil }
            let word = String(part[..<end])
            return known.contains { $0.rawValue == word } ? nil : word
        }
    }

    /// The message with `values` in their places.
    public func filled(_ values: [Placeholder: String]) -> BilingualText {
        BilingualText(sv: Self.filled(self.template.sv, values), en: Self.filled(self.template.en, values))
    }

    /// In one pass, so that braces in a value stay what they are.
    private static func filled(_ template: String, _ values: [Placeholder: String]) -> String {
        var text = ""
        var rest = template[...]
        while let begin = rest.firstIndex(of: "{"), let end = rest[begin...].firstIndex(of: "}") {
            text += rest[..<begin]
            let word = rest[rest.index(after: begin)..<end]
            text += Placeholder(rawValue: String(word)).flatMap { values[$0] } ?? "{\(word)}"
            rest = rest[rest.index(after: end)...]
        }
        return text + rest
    }
}
