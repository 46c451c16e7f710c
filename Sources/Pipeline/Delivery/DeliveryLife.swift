public import Domain
public import Foundation

/// What a delivery's status depends on.
public enum DeliveryLife: Hashable, Sendable {
    /// Bearbetar until `settlesAt` by the emulator's clock, and until validation has ended; then what that found.
    ///
    /// `report` is `nil` while the file is being validated. `settlesAt` is the distant past once an answer has told the
    /// outcome, so that no clock set back takes it back.
    case validated(settlesAt: Date, report: ValidationReport?)
    /// What a scenario wrote, as far as it has come.
    case scripted(DeliveryCourse, CoursePlace)

    func status(at now: Date, in program: StatisticalProgram) -> DeliveryStatus {
        switch self {
        case .validated(let settlesAt, .some(let report)) where now >= settlesAt:
            DeliveryStatus(outcomeOf: report, in: program)
        case .validated: .processing
        case .scripted(let course, let place): course.steps[place.advanced(to: now, in: course).step].status
        }
    }

    /// What is said of the file at `now`; `nil` while nothing is known.
    func report(at now: Date) -> ValidationReport? {
        switch self {
        case .validated(_, let report): return report
        case .scripted(let course, let place):
            let step = course.steps[place.advanced(to: now, in: course).step]
            guard step.status.isFinal else { return nil }
            let counts = Dictionary(grouping: step.findings, by: \.severity).mapValues(\.count)
            return ValidationReport(findings: step.findings, counts: counts)
        }
    }

    /// When time alone changes the status; `nil` when it never does.
    func nextChange(after now: Date) -> Date? {
        switch self {
        case .validated(let settlesAt, _): settlesAt > now ? settlesAt : nil
        case .scripted(let course, let place): place.advanced(to: now, in: course).endOfStep(in: course)
        }
    }

    /// Whether time, a poll or the end of validation may still change the status.
    func isOpen(at now: Date) -> Bool {
        switch self {
        case .validated(let settlesAt, let report): report == nil || settlesAt > now
        case .scripted(let course, let place): place.advanced(to: now, in: course).isFollowed(in: course)
        }
    }
}
