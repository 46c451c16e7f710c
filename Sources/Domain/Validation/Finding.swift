/// A text in the two languages that the emulator speaks to a reporter.
public struct BilingualText: Hashable, Sendable, Codable {
    /// In Swedish.
    public let sv: String
    /// In English.
    public let en: String

    public init(sv: String, en: String) {
        self.sv = sv
        self.en = en
    }
}

/// How grave a finding is; a program's outcome follows from it (docs/protocol.md, "Validation").
public enum FindingSeverity: String, Hashable, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
    /// Stops the file in both programs.
    case critical = "Critical"
    case error = "Error"
    case warning = "Warning"
}

/// Something that validation has to say about a file, and where.
public struct Finding: Hashable, Sendable, Codable {
    /// `xsd`, `xml`, `memory-budget`, or the id of a rule of the format.
    public let rule: String
    public let severity: FindingSeverity
    /// Counted from 1.
    public let line: Int
    /// Counted in characters from 1; where the parser stood, usually just after what is meant.
    public let column: Int
    /// A sentence in each language.
    public let message: BilingualText

    public init(rule: String, severity: FindingSeverity, line: Int, column: Int, message: BilingualText) {
        self.rule = rule
        self.severity = severity
        self.line = line
        self.column = column
        self.message = message
    }
}

/// What validation found in one file. The same file, schema, rules and submission give an equal report.
public struct ValidationReport: Hashable, Sendable, Codable {
    /// In the order of the document, the first of them, as many as the setting lets be kept.
    public let findings: [Finding]
    /// How many there are of each severity, those that were not kept too; a severity without any is missing.
    public let counts: [FindingSeverity: Int]

    public init(findings: [Finding], counts: [FindingSeverity: Int]) {
        self.findings = findings
        self.counts = counts
    }

    /// Nothing was found.
    public static let empty = ValidationReport(findings: [], counts: [:])

    /// How many findings there are, those that were not kept too.
    public var total: Int { self.counts.values.reduce(0, +) }
}

/// What a submission says of its file, for rules that compare.
public struct SubmissionFacts: Hashable, Sendable {
    public let organisation: OrganisationNumber
    public let program: StatisticalProgram
    public let period: ReferencePeriod
    public let format: FileFormatName
    /// The registered schema version that the file claims to follow.
    public let version: String

    public init(
        organisation: OrganisationNumber,
        program: StatisticalProgram,
        period: ReferencePeriod,
        format: FileFormatName,
        version: String
    ) {
        self.organisation = organisation
        self.program = program
        self.period = period
        self.format = format
        self.version = version
    }

    public init(_ parameters: SubmissionParameters) {
        self.init(
            organisation: parameters.organisation,
            program: parameters.program,
            period: parameters.period,
            format: parameters.format.name,
            version: parameters.version
        )
    }
}
