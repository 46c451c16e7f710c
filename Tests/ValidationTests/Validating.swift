import Domain
import Foundation
import Testing
import Validation

/// A report's findings as lines: `rule severity line:column Swedish / English`.
func findings(_ content: Data, schema: String? = nil, rules: [ValidationRule] = []) throws -> [String] {
    try report(content, schema: schema, rules: rules).lines
}

func findings(_ content: String, schema: String? = nil, rules: [ValidationRule] = []) throws -> [String] {
    try findings(Data(content.utf8), schema: schema, rules: rules)
}

/// - Parameter schema: the text of one.
func report(
    _ content: Data,
    schema: String? = nil,
    rules: [ValidationRule] = [],
    limits: ValidationLimits = ValidationLimits()
) throws -> ValidationReport {
    let compiled = try schema.map { text in
        try withTemporaryFile(Data(text.utf8)) { try Schema.load(.file(path: $0)) }
    }
    return try withTemporaryFile(content) { path in
        try Validation(schema: compiled, rules: rules, limits: limits).report(path)
    }
}

extension Validation {
    /// The report on the file at `path`, delivered by 9990000045 in VINN.
    func report(_ path: String, period: String = "2017-09-30") throws -> ValidationReport {
        guard case .finished(let report) = try self.completion(path, period: period) else {
            throw CocoaError(.fileReadUnknown)
        }
        return report
    }

    func completion(
        _ path: String,
        period: String = "2017-09-30",
        temporaryFolder: String = NSTemporaryDirectory(),
        isCancelled: @escaping () -> Bool = { false }
    ) throws -> Completion {
        let file = try #require(FileHandle(forReadingAtPath: path))
        let facts = SubmissionFacts(
            organisation: try #require(OrganisationNumber("9990000045")),
            program: .vinn,
            period: try #require(ReferencePeriod(period)),
            format: FileFormatName("V40"),
            version: "1"
        )
        return self.validate(
            descriptor: file.fileDescriptor,
            facts: facts,
            temporaryFolder: temporaryFolder,
            isCancelled: isCancelled
        )
    }
}

extension ValidationReport {
    var lines: [String] {
        self.findings.map { finding in
            "\(finding.rule) \(finding.severity.rawValue) \(finding.line):\(finding.column) "
                + "\(finding.message.sv) / \(finding.message.en)"
        }
    }
}

/// A rule whose message shows all that it may.
func rule(
    _ id: String,
    _ path: String,
    _ demand: ValidationRule.Demand,
    severity: FindingSeverity = .error,
    prefixes: [String: String] = [:]
) throws -> ValidationRule {
    let shown = RuleMessage.placeholders(for: demand).map { "{\($0.rawValue)}" }.joined(separator: ", ")
    return ValidationRule(
        id: id,
        severity: severity,
        path: try NodePath(path, prefixes: prefixes),
        demand: demand,
        message: RuleMessage(BilingualText(sv: "fel \(shown)", en: "wrong \(shown)"))
    )
}
