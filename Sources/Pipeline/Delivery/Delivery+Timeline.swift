public import Domain
public import Foundation

/// That a delivery got a status.
public struct StatusChange: Hashable, Sendable {
    public let status: DeliveryStatus
    /// By the clock of the delivery's user; `nil` where an earlier version of the emulator has not kept it.
    public let time: Date?
    public let cause: Cause
    /// What is said of the file with it.
    public let findings: [Finding]

    public enum Cause: String, Hashable, Sendable, CaseIterable {
        /// The file was complete.
        case submission
        /// The time that a scenario gave the status before.
        case time
        /// A history call, as a scenario says.
        case poll
        /// Somebody sent it on.
        case release
        /// Validation, when the file had been Bearbetar for as long as it was to be.
        case validation
        /// Somebody forced it.
        case force

        init(_ end: CoursePlace.End) {
            switch end {
            case .time: self = .time
            case .poll: self = .poll
            case .release: self = .release
            case .validation: self = .validation
            case .force: self = .force
            }
        }
    }
}

extension Delivery {
    /// Every status that it has had until `now`, in order; those to which a scenario gave no time are left out.
    public func timeline(at now: Date) -> [StatusChange] {
        let (steps, place) = self.past(at: now)
        let known = Dictionary(place.passed.map { ($0.step, $0) }) { first, _ in first }
        let changes = steps.indices.map { step in
            let end = step > 0 ? known[step - 1]?.end : nil
            return StatusChange(
                status: steps[step].status,
                time: step == place.step ? place.enteredAt : known[step]?.enteredAt,
                cause: step == 0 ? .submission : end.map { StatusChange.Cause($0) } ?? .time,
                findings: steps[step].findings
            )
        }
        return changes.enumerated().filter { index, change in
            guard index + 1 < changes.count, changes[index + 1].cause == .time else { return true }
            return change.time == nil || change.time != changes[index + 1].time
        }.map(\.element)
    }

    /// Whether somebody forced its status.
    public var isForced: Bool {
        guard case .scripted(_, let place) = self.life else { return false }
        return place.passed.contains { $0.end == .force }
    }

    /// The steps that it has come through until `now`, the present one last, and its place in them.
    func past(at now: Date) -> (steps: [DeliveryCourse.Step], place: CoursePlace) {
        switch self.life {
        case .scripted(let course, let place):
            let place = place.advanced(to: now, in: course)
            return (Array(course.steps.prefix(place.step + 1)), place)
        case .validated(let settlesAt, let report):
            let processing = DeliveryCourse.Step(.processing)
            guard self.status(at: now).isFinal else {
                return ([processing], CoursePlace(behind: [], step: 0, enteredAt: self.submittedAt))
            }
            // Where the time of the outcome was not kept, that of the submission bounds it.
            let time = self.settledAt ?? (settlesAt == .distantPast ? self.submittedAt : settlesAt)
            let outcome = DeliveryCourse.Step(self.status(at: now), findings: report?.findings ?? [])
            let passed = CoursePlace.PassedStep(step: 0, enteredAt: self.submittedAt, end: .validation)
            return ([processing, outcome], CoursePlace(behind: [passed], step: 1, enteredAt: time))
        }
    }
}
