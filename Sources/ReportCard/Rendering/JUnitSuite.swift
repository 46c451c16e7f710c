public import Foundation

/// One `testsuite` of a JUnit report, the form that CI services read.
public struct JUnitSuite: Sendable {
    public let name: String
    public let cases: [Case]

    public struct Case: Sendable {
        public let name: String
        public let className: String
        public let outcome: Outcome

        public init(name: String, className: String, outcome: Outcome) {
            self.name = name
            self.className = className
            self.outcome = outcome
        }
    }

    public enum Outcome: Sendable {
        case passed
        /// `message` is one line, `text` all that there is to say.
        case failed(message: String, text: String)
        case skipped(message: String)
    }

    public init(name: String, cases: [Case]) {
        self.name = name
        self.cases = cases
    }

    /// One test case for each row: fail is a failure, not exercised is skipped.
    public init(_ card: ReportCard) {
        self.init(
            name: "report card of \(card.client)",
            cases: card.rows.map { row in
                Case(name: "\(row.id): \(row.title)", className: "m2m.report-card", outcome: Outcome(row))
            }
        )
    }

    /// A whole report, XML in UTF-8.
    public static func report(_ suites: [JUnitSuite]) -> Data {
        var counts = [0, 0, 0]
        let elements = suites.map { suite in
            let own = [suite.cases.count, suite.cases.count(where: \.isFailed), suite.cases.count(where: \.isSkipped)]
            counts = zip(counts, own).map { $0 + $1 }
            return XMLElement(
                "testsuite",
                [("name", suite.name)] + Self.attributes(own),
                suite.cases.map(Self.element)
            )
        }
        return XMLElement("testsuites", [("name", "m2m-emulator")] + Self.attributes(counts), elements).document
    }

    private static func attributes(_ counts: [Int]) -> [(String, String)] {
        [("tests", "\(counts[0])"), ("failures", "\(counts[1])"), ("errors", "0"), ("skipped", "\(counts[2])")]
    }

    private static func element(_ test: Case) -> XMLElement {
        let content: [XMLElement] =
            switch test.outcome {
            case .passed: []
            case .failed(let message, let text):
                [XMLElement("failure", [("message", message), ("type", "requirement")], text: text)]
            case .skipped(let message): [XMLElement("skipped", [("message", message)])]
            }
        return XMLElement("testcase", [("classname", test.className), ("name", test.name)], content)
    }
}

extension JUnitSuite.Case {
    fileprivate var isFailed: Bool { if case .failed = self.outcome { true } else { false } }
    fileprivate var isSkipped: Bool { if case .skipped = self.outcome { true } else { false } }
}

extension JUnitSuite.Outcome {
    fileprivate init(_ row: ReportCard.Row) {
        switch row.verdict {
        case .pass: self = .passed
        case .notExercised: self = .skipped(message: "not exercised by this traffic")
        case .fail:
            let evidence = row.evidenceLines.map { "- \($0)" }
            let text = ["\(row.requirement) (\(row.origin.text))"] + evidence + ["What to do: \(row.advice)"]
            self = .failed(message: row.evidence.first?.text ?? row.title, text: text.joined(separator: "\n"))
        }
    }
}

extension ReportCard {
    /// As JUnit XML, in UTF-8.
    public func junit() -> Data { JUnitSuite.report([JUnitSuite(self)]) }
}

extension ReportCard.Row {
    /// The evidence for a person, with what was left out.
    var evidenceLines: [String] {
        let lines = self.evidence.map { item in
            item.traceID.map { "\(item.text) (trace \($0))" } ?? "\(item.text) (journal entry \(item.entry))"
        }
        let rest = self.evidenceCount - lines.count
        return rest > 0 ? lines + ["and \(rest) more"] : lines
    }
}
