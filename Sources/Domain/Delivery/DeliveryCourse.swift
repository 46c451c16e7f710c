public import Foundation

/// What becomes of a delivery, step by step, as somebody wrote it beforehand (docs/protocol.md, "Status").
public struct DeliveryCourse: Hashable, Sendable, Codable {
    /// At least one; the last is never left.
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
        /// Time by the emulator's clock, from 0; a step of 0 is never shown.
        case after(Duration)
        /// So many history answers have shown it, at least 1; the next one shows the following step.
        case polls(Int)
        /// Somebody says so, through the control of the emulator.
        case byHand
    }

    /// - Parameter steps: at least one. Which may follow which is the matter of whoever makes them.
    public init(_ steps: [Step]) {
        precondition(!steps.isEmpty, "a course has a step")
        self.steps = steps
    }
}

extension DeliveryStatus {
    /// The statuses with which a course may begin: any that the program has.
    public static func scriptedBeginnings(in program: StatisticalProgram) -> Set<DeliveryStatus> {
        Self.processing.successors(in: program).union([.queued, .processing])
    }

    /// The statuses that a course may give next: the emulator's own table, and after a final status another final one, a
    /// reversal (docs/protocol.md, "Status").
    public func scriptedSuccessors(in program: StatisticalProgram) -> Set<DeliveryStatus> {
        self.isFinal
            ? Self.processing.successors(in: program).subtracting([self]) : self.successors(in: program)
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

    /// - Parameter start: when the file was complete.
    public init(start: Date, in course: DeliveryCourse) {
        self.enteredAt = start
        self = self.advanced(to: start, in: course)
    }

    /// The place at `now`: steps that time ends are over when their time is.
    public func advanced(to now: Date, in course: DeliveryCourse) -> CoursePlace {
        var place = self
        while let end = place.endOfStep(in: course), end <= now { place.leave(at: end) }
        return place
    }

    /// When the present step ends by time alone; `nil` when something else ends it, or nothing does.
    public func endOfStep(in course: DeliveryCourse) -> Date? {
        guard case .after(let length) = course.steps[self.step].leaving, self.isFollowed(in: course) else {
            return nil
        }
        return self.enteredAt.addingTimeInterval(length / .seconds(1))
    }

    /// One history answer more is given.
    ///
    /// - Returns: the step that it shows. That is kept, so a clock set back takes no step back that was shown.
    public mutating func poll(at now: Date, in course: DeliveryCourse) -> DeliveryCourse.Step {
        self = self.advanced(to: now, in: course)
        if case .polls(let limit) = course.steps[self.step].leaving, self.polls >= limit, self.isFollowed(in: course) {
            self.leave(at: now)
            self = self.advanced(to: now, in: course)
        }
        self.polls += 1
        return course.steps[self.step]
    }

    /// Somebody ends the step of `now`, whatever it waits for.
    ///
    /// - Returns: whether there was a step to go on to.
    public mutating func release(at now: Date, in course: DeliveryCourse) -> Bool {
        self = self.advanced(to: now, in: course)
        guard self.isFollowed(in: course) else { return false }
        self.leave(at: now)
        self = self.advanced(to: now, in: course)
        return true
    }

    /// Whether there is a step behind this one.
    public func isFollowed(in course: DeliveryCourse) -> Bool { self.step + 1 < course.steps.count }

    private mutating func leave(at end: Date) {
        self.step += 1
        self.enteredAt = end
        self.polls = 0
    }
}
