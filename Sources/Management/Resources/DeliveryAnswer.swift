import Domain
import Foundation
import Pipeline
import Server

struct DeliveryList: Encodable {
    let deliveries: [DeliveryAnswer]
    /// For `after`, to ask for those that follow; left out when none do.
    let next: Int64?

    init(_ page: DeliveryPage, in scope: ControlScope) {
        self.deliveries = page.deliveries.map { DeliveryAnswer($0, in: scope) }
        self.next = page.next
    }
}

/// A delivery as it stands by its user's clock.
struct DeliveryAnswer: Encodable {
    let id: String
    let user: String
    let organisation: String
    let program: String
    let period: String
    let format: String
    let fileName: String
    let version: String
    /// Bytes.
    let size: Int64
    let submitted: Date
    let status: StatusAnswer
    /// Whether somebody forced the status.
    let forced: Bool
    /// When time alone changes the status next.
    let nextChange: Date?

    init(_ delivery: Delivery, in scope: ControlScope) {
        let now = scope.now(of: delivery)
        self.id = delivery.id.description
        self.user = delivery.user
        self.organisation = delivery.organisation.digits
        self.program = delivery.program.rawValue
        self.period = delivery.period.text
        self.format = delivery.format.text
        self.fileName = delivery.fileName
        self.version = delivery.version
        self.size = delivery.size
        self.submitted = delivery.submittedAt
        self.status = StatusAnswer(delivery.status(at: now))
        self.forced = delivery.isForced
        self.nextChange = delivery.nextChange(after: now)
    }
}

/// A status by its name here, and as a history answer shows it.
struct StatusAnswer: Encodable {
    let name: String
    let text: String
    let progressStatus: Int
    let fileWasUploaded: Bool
    let final: Bool

    init(_ status: DeliveryStatus) {
        self.name = status.rawValue
        self.text = status.text
        self.progressStatus = status.progressStatus
        self.fileWasUploaded = status.fileWasUploaded
        self.final = status.isFinal
    }
}

/// What is said of the file of a delivery.
struct FindingsAnswer: Encodable {
    /// Whether anything is known yet.
    let known: Bool
    let status: StatusAnswer
    /// By severity, those that were not kept too.
    let counts: [String: Int]
    let findings: [FindingAnswer]

    init(_ delivery: Delivery, in scope: ControlScope) {
        let now = scope.now(of: delivery)
        let report = delivery.report(at: now)
        self.known = report != nil
        self.status = StatusAnswer(delivery.status(at: now))
        self.counts = Dictionary(uniqueKeysWithValues: (report?.counts ?? [:]).map { ($0.key.rawValue, $0.value) })
        self.findings = (report?.findings ?? []).map { FindingAnswer($0) }
    }
}

struct FindingAnswer: Encodable {
    let rule: String
    let severity: String
    let line: Int
    let column: Int
    let message: Text

    struct Text: Encodable {
        let sv: String
        let en: String
    }

    init(_ finding: Finding) {
        self.rule = finding.rule
        self.severity = finding.severity.rawValue
        self.line = finding.line
        self.column = finding.column
        self.message = Text(sv: finding.message.sv, en: finding.message.en)
    }
}
