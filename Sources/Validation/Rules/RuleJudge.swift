import Domain

/// Judges the values that rules are about.
struct RuleJudge {
    private static let longestShown = 80

    private let rules: [ValidationRule]
    private let facts: SubmissionFacts

    init(_ rules: [ValidationRule], _ facts: SubmissionFacts) {
        self.rules = rules
        self.facts = facts
    }

    /// Whether a value is as the rule asks; `nil` for a demand that looks at more than one value.
    func accepts(_ value: UnsafeRawBufferPointer, _ rule: Int) -> Bool? {
        let text = { String(decoding: value, as: UTF8.self) }
        switch self.rules[rule].demand {
        case .equals(.organisation): return OrganisationNumber(text()) == self.facts.organisation
        case .equals(.period): return text() == self.facts.period.text
        case .equals(.program): return StatisticalProgram(caseInsensitive: text()) == self.facts.program
        case .matches(let pattern): return pattern.matches(text().unicodeScalars)
        case .required, .unique: return nil
        }
    }

    func severity(_ rule: Int) -> FindingSeverity { self.rules[rule].severity }

    /// - Parameters:
    ///   - value: what was found, if anything.
    ///   - firstLine: of the first use of a value that must be unique.
    func finding(
        _ rule: Int,
        at place: FindingList.Place,
        value: UnsafeRawBufferPointer? = nil,
        firstLine: Int? = nil
    ) -> Finding {
        var values: [RuleMessage.Placeholder: String] = [:]
        if let value { values[.value] = Self.shown(value) }
        if let firstLine { values[.firstLine] = String(firstLine) }
        if case .equals(let fact) = self.rules[rule].demand { values[.expected] = self.text(of: fact) }
        return self.finding(rule, at: place, self.rules[rule].message.filled(values))
    }

    /// What any rule says of a value that is too long to be judged.
    func tooLong(_ rule: Int, at place: FindingList.Place) -> Finding {
        let longest = RuleMatcher.longestValue
        let message = BilingualText(
            sv: "Värdet är längre än \(longest) byte och går inte att pröva.",
            en: "The value has more than \(longest) bytes and cannot be judged."
        )
        return self.finding(rule, at: place, message)
    }

    private func finding(_ rule: Int, at place: FindingList.Place, _ message: BilingualText) -> Finding {
        Finding(
            rule: self.rules[rule].id,
            severity: self.rules[rule].severity,
            line: place.line,
            column: place.column,
            message: message
        )
    }

    private func text(of fact: SubmissionFact) -> String {
        switch fact {
        case .organisation: self.facts.organisation.digits
        case .period: self.facts.period.text
        case .program: self.facts.program.rawValue
        }
    }

    /// On one line and not too long.
    private static func shown(_ value: UnsafeRawBufferPointer) -> String {
        let text = String(decoding: value, as: UTF8.self)
        let clipped = text.count <= self.longestShown ? text : text.prefix(self.longestShown) + "…"
        return clipped.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
