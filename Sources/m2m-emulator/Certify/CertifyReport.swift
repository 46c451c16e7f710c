import Foundation
import ReportCard

/// The results of a certification, in the forms in which they are written.
struct CertifyReport {
    let plan: CertifyPlan
    let command: [String]
    let results: [SituationResult]

    var hasPassed: Bool { self.results.allSatisfy(\.hasPassed) }

    /// All situations together.
    var card: ReportCard {
        ReportCard(
            of: self.command.joined(separator: " "),
            combining: self.results.map { ($0.situation.name, $0.card) }
        )
    }

    var html: Data {
        Data(
            self.card.html(
                trials: self.results.map {
                    CardTrial(
                        name: $0.situation.name,
                        title: $0.situation.title,
                        hasPassed: $0.hasPassed,
                        text: $0.hasPassed ? "" : $0.complaints.joined(separator: " ")
                    )
                }
            ).utf8
        )
    }

    var junit: Data {
        let situations = self.results.map { result in
            JUnitSuite.Case(
                name: "\(result.situation.name): \(result.situation.title)",
                className: "m2m.certify.\(self.plan.name)",
                outcome: result.hasPassed
                    ? .passed
                    : .failed(
                        message: result.complaints[0],
                        text: (result.complaints + ["The end of what it printed:", result.end.output])
                            .joined(separator: "\n")
                    )
            )
        }
        return JUnitSuite.report([
            JUnitSuite(name: "certify \(self.plan.name)", cases: situations), JUnitSuite(self.card),
        ])
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(CertifyDocument(self))
    }
}

/// What `--json` writes (docs/report-card.md, "A certification as JSON").
private struct CertifyDocument: Encodable {
    let plan: String
    let command: [String]
    let verdict: Verdict
    let situations: [Trial]
    let card: ReportCard

    struct Trial: Encodable {
        let name: String
        let title: String
        let verdict: Verdict
        let complaints: [String]
        /// Negative for the signal that ended it; left out when its time was over.
        let exitCode: Int32?
        let milliseconds: Int64
        let card: ReportCard
    }

    init(_ report: CertifyReport) {
        self.plan = report.plan.name
        self.command = report.command
        self.verdict = report.hasPassed ? .pass : .fail
        self.card = report.card
        self.situations = report.results.map { result in
            Trial(
                name: result.situation.name,
                title: result.situation.title,
                verdict: result.hasPassed ? .pass : .fail,
                complaints: result.complaints,
                exitCode: result.end.code,
                milliseconds: Int64(result.end.duration / .milliseconds(1)),
                card: result.card
            )
        }
    }
}
