import Domain
import Foundation
import Hummingbird
import Journal
import Pipeline
import Server

/// How a delivery came to be what it is: its fragments, as far as the journal still has them, and its statuses.
enum TimelineRoutes {
    static let scoped = [
        ScopeRoute(.get, "/deliveries/{id}/timeline") { call, scope in
            let delivery = try await scope.delivery(call.deliveryID())
            let statuses = delivery.timeline(at: scope.now(of: delivery)).map { TimelineEvent($0) }
            let calls = Self.calls(about: delivery, in: scope)
            let times = (calls.events + statuses).enumerated().sorted {
                ($0.element.time ?? delivery.submittedAt, $0.offset) < (
                    $1.element.time ?? delivery.submittedAt, $1.offset
                )
            }
            return .json(
                TimelineAnswer(
                    id: delivery.id.description,
                    journalComplete: calls.isComplete,
                    events: times.map(\.element)
                )
            )
        }
    ]

    private static func calls(
        about delivery: Delivery,
        in scope: ControlScope
    ) -> (events: [TimelineEvent], isComplete: Bool) {
        var filter = JournalFilter()
        filter.delivery = delivery.id
        filter.kind = .request
        // A journal that records nothing has nothing to tell; that is told as not complete.
        guard let page = try? scope.journal.page(filter, limit: 1000) else { return ([], false) }
        return (page.entries.compactMap(TimelineEvent.init), page.isComplete && page.next == nil)
    }
}

private struct TimelineAnswer: Encodable {
    let id: String
    /// Whether the journal still has everything since its beginning; otherwise calls may be missing.
    let journalComplete: Bool
    let events: [TimelineEvent]
}

/// A call about a delivery, or a status that it got.
private struct TimelineEvent: Encodable {
    /// `fragment`, `history` or `status`.
    let what: String
    /// By the user's clock; left out where an earlier version of the emulator has not kept it.
    let time: Date?
    var status: StatusAnswer?
    /// Why it got the status.
    var cause: String?
    /// How many findings came with it.
    var findings: Int?
    /// Of the call, in the journal.
    var entry: Int?
    var fragment: String?
    /// Of file content.
    var bytes: Int64?
    var httpStatus: Int?

    init(_ change: StatusChange) {
        self.what = "status"
        self.time = change.time
        self.status = StatusAnswer(change.status)
        self.cause = change.cause.rawValue
        self.findings = change.findings.count
    }

    init?(_ entry: JournalEntry) {
        guard let request = entry.request else { return nil }
        switch request.call {
        case .upload(let raw, _):
            self.what = "fragment"
            self.fragment = raw.fragment
            self.bytes = request.payload?.bytes
        case .history:
            self.what = "history"
            self.status = request.status.map { StatusAnswer($0) }
        case .heartbeat, nil: return nil
        }
        self.time = entry.time
        self.entry = entry.number
        self.httpStatus = request.answer?.status
    }
}
