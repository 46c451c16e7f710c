public import Foundation

/// What becomes of a delivery, step by step, as somebody wrote it beforehand (docs/protocol.md, "Status").
public struct DeliveryCourse: Hashable, Sendable, Codable {
    /// At least one.
    public let steps: [Step]

    public struct Step: Hashable, Sendable, Codable {
        public let status: DeliveryStatus
        /// `nil` when it lasts for ever.
        public let leaving: Leaving?
        /// What the step says of the file.
        public let findings: [Finding]

        public init(_ status: DeliveryStatus, leaving: Leaving? = nil, findings: [Finding] = []) {
            self.status = status
            self.leaving = leaving
            self.findings = findings
        }
    }

    /// What ends a step.
    public enum Leaving: Hashable, Sendable, Codable {
        /// Time by the emulator's clock, from 0.
        case after(seconds: Double)
        /// So many history answers have shown it; at least 1.
        case polls(Int)
        /// Somebody says so.
        case byHand
    }

    /// - Parameter steps: at least one. Which may follow which is the matter of whoever makes them.
    public init(_ steps: [Step]) {
        precondition(!steps.isEmpty, "a course has a step")
        self.steps = steps
    }
}

/// How far a delivery has come in its course.
public struct CoursePlace: Hashable, Sendable, Codable {
    /// Counted from 0.
    public private(set) var step = 0
    /// When that step began.
    public private(set) var enteredAt: Date
    /// How many history answers have shown it.
    public private(set) var polls = 0

    public init(enteredAt: Date) {
        self.enteredAt = enteredAt
    }

    /// The place at `now`: steps that time ends are over when their time is.
    public func advanced(to now: Date, in course: DeliveryCourse) -> CoursePlace {
        var place = self
        while let end = place.endOfStep(in: course), end <= now { place.leave(at: end) }
        return place
    }

    /// When the present step ends by time alone; `nil` when something else ends it, or nothing does.
    public func endOfStep(in course: DeliveryCourse) -> Date? {
        guard case .after(let seconds) = course.steps[self.step].leaving, self.isFollowed(in: course) else {
            return nil
        }
        return self.enteredAt.addingTimeInterval(seconds)
    }

    /// One history answer more shows the present step.
    public mutating func poll(at now: Date, in course: DeliveryCourse) {
        self.polls += 1
        if case .polls(let limit) = course.steps[self.step].leaving, self.polls >= limit, self.isFollowed(in: course) {
            self.leave(at: now)
        }
    }

    /// Somebody ends the present step, whatever it waits for.
    ///
    /// - Returns: whether there was a step to go on to.
    public mutating func release(at now: Date, in course: DeliveryCourse) -> Bool {
        guard self.isFollowed(in: course) else { return false }
        self.leave(at: now)
        return true
    }

    private func isFollowed(in course: DeliveryCourse) -> Bool { self.step + 1 < course.steps.count }

    private mutating func leave(at end: Date) {
        self.step += 1
        self.enteredAt = end
        self.polls = 0
    }
}
