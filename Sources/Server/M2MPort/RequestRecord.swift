import Domain
import Foundation
import Journal
import NIOCore
import NIOHTTP1
import Pipeline
import Wire

/// What becomes known of one request until it has ended, for the journal.
///
/// Owned by the connection's event loop.
final class RequestRecord {
    let head: HTTPRequestHead
    let began: NIODeadline
    /// Whom the certificate stands for, whether or not it is accepted.
    var user: String?
    /// When the request came, by the user's clock; `nil` until it is known whose that is.
    var time: Date?
    var traceID: String?
    var call: RecordedCall?
    var bodyBytes = 0
    var payload: RecordedPayload?
    var session: String?
    var delivery: DeliveryID?
    var madeDelivery = false
    var status: DeliveryStatus?
    var deviations: [String] = []
    /// What the scenarios do with the request; `nil` for nothing.
    var staging: Staging?
    /// Injections of which the log has lines of their own.
    var otherInjections: [Injection] = []
    /// Its answer is on its way, and its end is recorded when it has left or broken off.
    var answer: RecordedAnswer?
    /// Whether something is being done that its end cannot be told before.
    var isBeingWorkedOn = false
    /// Whether it is in the journal.
    var isRecorded = false

    init(head: HTTPRequestHead, began: NIODeadline) {
        self.head = head
        self.began = began
    }

    /// The entry's request.
    func request(traceID: String, _ outcome: RecordedRequest.Outcome) -> RecordedRequest {
        RecordedRequest(
            traceID: traceID,
            method: self.head.method.rawValue,
            target: self.head.uri,
            headers: self.head.headers,
            call: self.call,
            bodyBytes: self.bodyBytes,
            payload: self.payload,
            session: self.session,
            delivery: self.delivery,
            madeDelivery: self.madeDelivery,
            status: self.status,
            deviations: self.deviations,
            injections: self.injections,
            outcome: outcome
        )
    }

    /// What the fragment came to.
    func note(_ accepted: Acknowledgement) {
        self.delivery = accepted.id
        self.madeDelivery = accepted.makesDelivery
        self.deviations = accepted.deviations.map(\.code)
        let stored = accepted.stored
        self.payload = RecordedPayload(bytes: stored.bytes, file: accepted.id, offset: stored.offset)
    }

    private var injections: [Injection] {
        guard let staging, !staging.injections.isEmpty else { return self.otherInjections }
        return staging.injections.map { Injection(rule: "\($0.rule)", what: $0.what) } + self.otherInjections
    }
}

@available(*, unavailable)
extension RequestRecord: Sendable {}

extension RecordedCall {
    /// - Parameter parameters: what the words of an upload mean; `nil` where one means nothing.
    init(_ route: Route, parameters: SubmissionParameters?) {
        switch route {
        case .heartbeat: self = .heartbeat
        case .upload(let raw): self = .upload(raw, parameters: parameters)
        case .history(let text): self = .history(id: DeliveryID(text), text: text)
        }
    }

    /// The delivery that a history call asks for.
    var asked: DeliveryID? { if case .history(let id, _) = self { id } else { nil } }
}
