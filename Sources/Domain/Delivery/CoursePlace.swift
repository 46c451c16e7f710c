public import Foundation

/// How far a delivery has come in its course.
public struct CoursePlace: Hashable, Sendable {
    /// Counted from 0.
    public private(set) var step = 0
    /// When that step began.
    public private(set) var enteredAt: Date
    /// How many history answers have shown it.
    public private(set) var polls = 0
    /// The steps before it, in their order. A place that an earlier version of the emulator kept has lost those that it
    /// had passed by then.
    public private(set) var passed: [PassedStep] = []

    /// A step that is over.
    public struct PassedStep: Hashable, Sendable, Codable {
        /// Counted from 0.
        public let step: Int
        public let enteredAt: Date
        /// What ended it.
        public let end: End

        public init(step: Int, enteredAt: Date, end: End) {
            self.step = step
            self.enteredAt = enteredAt
            self.end = end
        }
    }

    /// What ended a step.
    public enum End: String, Hashable, Sendable, Codable {
        /// Its time, by the emulator's clock.
        case time
        /// A history call.
        case poll
        /// Somebody's hand, which sent it on to the next step.
        case release
        /// The end of validation.
        case validation
        /// Somebody's hand, which forced another status.
        case force
    }

    /// - Parameter start: when the file was complete.
    public init(start: Date, in course: DeliveryCourse) {
        self.enteredAt = start
        self = self.advanced(to: start, in: course)
    }

    /// A place behind steps that were passed otherwise.
    ///
    /// - Parameter enteredAt: when the step behind the last of them began.
    public init(behind passed: [PassedStep], step: Int, enteredAt: Date) {
        self.passed = passed
        self.step = step
        self.enteredAt = enteredAt
    }

    /// The place at `now`: steps that time ends are over when their time is.
    public func advanced(to now: Date, in course: DeliveryCourse) -> CoursePlace {
        var place = self
        while let end = place.endOfStep(in: course), end <= now { place.leave(at: end, .time) }
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
            self.leave(at: now, .poll)
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
        self.leave(at: now, .release)
        self = self.advanced(to: now, in: course)
        return true
    }

    /// Whether there is a step behind this one.
    public func isFollowed(in course: DeliveryCourse) -> Bool { self.step + 1 < course.steps.count }

    private mutating func leave(at time: Date, _ end: End) {
        self.passed.append(PassedStep(step: self.step, enteredAt: self.enteredAt, end: end))
        self.step += 1
        self.enteredAt = time
        self.polls = 0
    }
}

// What the store keeps; earlier versions kept no passed steps.
extension CoursePlace: Codable {
    private enum CodingKeys: String, CodingKey {
        case step, enteredAt, polls, passed
    }

    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        self.step = try object.decode(Int.self, forKey: .step)
        self.enteredAt = try object.decode(Date.self, forKey: .enteredAt)
        self.polls = try object.decode(Int.self, forKey: .polls)
        self.passed = try object.decodeIfPresent([PassedStep].self, forKey: .passed) ?? []
    }
}
