import Domain
public import Foundation

/// Something that the passing of the emulator's time alone brings about.
public struct ClockEvent: Hashable, Sendable, Comparable {
    public let time: Date
    /// What happens then, for a person: `delivery … becomes Inläst`.
    public let text: String

    public init(time: Date, text: String) {
        self.time = time
        self.text = text
    }

    public static func < (left: ClockEvent, right: ClockEvent) -> Bool {
        (left.time, left.text) < (right.time, right.text)
    }
}

extension SubmissionPipeline {
    /// What time brings about next: a delivery's next status, a session's end, an upload that is given up. Blocking.
    ///
    /// - Returns: all events of the earliest time after now; empty when time alone changes nothing any more.
    public func nextEvents() throws -> [ClockEvent] {
        let now = self.clock.now
        let deliveries = try self.store.openDeliveries(at: now).compactMap { delivery in
            delivery.nextChange(after: now).map { time in
                ClockEvent(time: time, text: "delivery \(delivery.id) becomes \(delivery.status(at: time).text)")
            }
        }
        let sessions = self.sessions.ends(after: now).map { time in
            ClockEvent(time: time, text: "a session in the \(self.environment) environment ends")
        }
        let uploads = self.uploads.touched.map { id, time in
            ClockEvent(
                time: time.addingTimeInterval(self.policy.abandonAfter.seconds),
                text: "upload \(id) is given up"
            )
        }
        let events = (deliveries + sessions + uploads).filter { $0.time > now }.sorted()
        return events.filter { $0.time == events.first?.time }
    }
}
