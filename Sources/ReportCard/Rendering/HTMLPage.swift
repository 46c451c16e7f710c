import Foundation
import Mustache

/// What the template `report-card.mustache` shows.
struct HTMLPage {
    let title: String
    let summary: String
    let period: String
    let counts: [Count]
    let certificates: [String]
    let groups: [Group]
    /// Other things that were tried, above the rows; empty for none.
    let trials: [Trial]
    let hasTrials: Bool

    struct Count {
        let css: String
        let number: Int
        let label: String
    }

    /// Rows of one verdict.
    struct Group {
        let css: String
        let heading: String
        let rows: [Row]
    }

    struct Row {
        let id: String
        let title: String
        let requirement: String
        let kind: String
        let origin: String
        let css: String
        let verdict: String
        let advice: String
        let showsAdvice: Bool
        let evidence: [String]
        let hasEvidence: Bool
    }

    struct Trial {
        let name: String
        let title: String
        let css: String
        let verdict: String
        let text: String
    }

    var html: String { Self.template.render(self) }

    private static let template: MustacheTemplate = {
        let text = String(decoding: PackageResources.report_card_mustache, as: UTF8.self)
        do {
            return try MustacheTemplate(string: text)
        } catch {
            preconditionFailure("The template of the report card is wrong: \(error)")
        }
    }()
}

extension HTMLPage {
    init(_ card: ReportCard, trials: [CardTrial]) {
        self.title = "Report card of \(card.client)"
        self.summary = "\(card.environment), \(card.traffic)"
        self.period = [card.from, card.to].compactMap { $0?.formatted(.iso8601) }.joined(separator: " – ")
        self.counts = [
            Count(css: "fail", number: card.counts.fail, label: "failed"),
            Count(css: "pass", number: card.counts.pass, label: "passed"),
            Count(css: "none", number: card.counts.notExercised, label: "not exercised"),
        ]
        // Where each situation had a certificate of its own, they tell nothing.
        self.certificates = (trials.isEmpty ? card.certificates : []).map {
            "\($0.serial), \($0.subject), valid until \($0.notAfter.formatted(.iso8601))"
        }
        self.groups = [Verdict.fail, .pass, .notExercised].compactMap { verdict in
            let rows = card.rows.filter { $0.verdict == verdict }
            return rows.isEmpty ? nil : Group(css: verdict.css, heading: verdict.heading, rows: rows.map(Row.init))
        }
        self.trials = trials.map {
            Trial(
                name: $0.name,
                title: $0.title,
                css: $0.hasPassed ? "pass" : "fail",
                verdict: $0.hasPassed ? "pass" : "fail",
                text: $0.text
            )
        }
        self.hasTrials = !trials.isEmpty
    }
}

extension HTMLPage.Row {
    init(_ row: ReportCard.Row) {
        self.id = row.id
        self.title = row.title
        self.requirement = row.requirement
        self.kind = row.origin.kind.rawValue
        self.origin = row.origin.text
        self.css = row.verdict.css
        self.verdict = row.verdict.text.lowercased()
        self.advice = row.advice
        self.showsAdvice = row.verdict == .fail
        self.evidence = row.evidenceLines
        self.hasEvidence = !row.evidence.isEmpty
    }
}

extension Verdict {
    fileprivate var css: String {
        switch self {
        case .pass: "pass"
        case .fail: "fail"
        case .notExercised: "none"
        }
    }

    fileprivate var heading: String {
        switch self {
        case .pass: "Passed"
        case .fail: "Failed"
        case .notExercised: "Not exercised"
        }
    }
}

/// A situation that a client was put into, for the page: `m2m-emulator certify` makes them.
public struct CardTrial: Sendable {
    public let name: String
    public let title: String
    public let hasPassed: Bool
    /// What came of it, one line.
    public let text: String

    public init(name: String, title: String, hasPassed: Bool, text: String) {
        self.name = name
        self.title = title
        self.hasPassed = hasPassed
        self.text = text
    }
}

extension ReportCard {
    /// A page of its own, with nothing to be fetched.
    ///
    /// - Parameter trials: situations that the client was put into, shown above the requirements.
    public func html(trials: [CardTrial] = []) -> String { HTMLPage(self, trials: trials).html }
}
