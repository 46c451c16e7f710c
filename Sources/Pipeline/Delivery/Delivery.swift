public import Domain
public import Foundation

/// One complete file that was accepted (*leverans*). Made of a checked file, or restored by the store.
public struct Delivery: Hashable, Sendable {
    public let id: DeliveryID
    public let user: String
    public let organisation: OrganisationNumber
    public let program: StatisticalProgram
    public let period: ReferencePeriod
    public let format: FileFormatName
    public let fileName: String
    public let version: String
    /// Bytes.
    public let size: Int64
    public let submittedAt: Date
    public private(set) var life: DeliveryLife
    /// When validation's outcome began to hold, once an answer has told it: the life then no longer says so. `nil` before,
    /// for a scripted delivery, and for one that an earlier version of the emulator stored.
    public private(set) var settledAt: Date?
    /// By what a repeated -1 is known; `nil` for a file that was sent as a lone -1, which is new each time.
    public let closing: Closing?

    public struct Closing: Hashable, Sendable {
        public let key: UploadKey
        /// Bytes of the closing fragment, which are the file's last.
        public let size: Int64

        public init(key: UploadKey, size: Int64) {
            self.key = key
            self.size = size
        }
    }

    /// For the store, which restores what it once kept.
    public init(
        restoring id: DeliveryID,
        user: String,
        organisation: OrganisationNumber,
        program: StatisticalProgram,
        period: ReferencePeriod,
        format: FileFormatName,
        fileName: String,
        version: String,
        size: Int64,
        submittedAt: Date,
        life: DeliveryLife,
        settledAt: Date? = nil,
        closing: Closing?
    ) {
        self.id = id
        self.user = user
        self.organisation = organisation
        self.program = program
        self.period = period
        self.format = format
        self.fileName = fileName
        self.version = version
        self.size = size
        self.submittedAt = submittedAt
        self.life = life
        self.settledAt = settledAt
        self.closing = closing
    }

    init(_ checked: CheckedFile, submittedAt: Date, life: DeliveryLife) {
        let assembled = checked.assembled
        let reservation = assembled.reservation
        let isLone = if case .lone = reservation.purpose { true } else { false }
        self.init(
            restoring: reservation.upload,
            user: assembled.fragment.reporter.user.name,
            organisation: reservation.key.organisation,
            program: reservation.key.program,
            period: reservation.key.period,
            format: reservation.key.format,
            fileName: reservation.key.fileName,
            version: reservation.key.version,
            size: assembled.size,
            submittedAt: submittedAt,
            life: life,
            closing: isLone ? nil : Closing(key: reservation.key, size: assembled.closingSize)
        )
    }

    /// Where it stands at `now`. A function of time, so that no timer can be lost with the process.
    public func status(at now: Date) -> DeliveryStatus { self.life.status(at: now, in: self.program) }

    /// What is said of the file at `now`; `nil` while nothing is known.
    public func report(at now: Date) -> ValidationReport? { self.life.report(at: now) }

    /// What validation found, whether its time has come or not; `nil` before it has ended, and without one.
    public var report: ValidationReport? { if case .validated(_, let report) = self.life { report } else { nil } }

    /// When time alone changes the status; `nil` when it never does.
    public func nextChange(after now: Date) -> Date? { self.life.nextChange(after: now) }

    /// Whether the status may still change without anybody's hand.
    public func isOpen(at now: Date) -> Bool { self.life.isOpen(at: now) }

    /// Validation has ended. A delivery that a scenario leads keeps to its course.
    ///
    /// - Parameter now: the outcome holds no sooner; `nil` to leave that to the time for which the file was to be Bearbetar.
    public mutating func settle(_ report: ValidationReport, at now: Date? = nil) {
        if case .validated(let settlesAt, _) = self.life {
            self.life = .validated(settlesAt: max(settlesAt, now ?? settlesAt), report: report)
        }
    }

    /// A history answer shows the status at `now`.
    ///
    /// - Returns: that status. What was once shown is not taken back by a clock set back.
    public mutating func poll(at now: Date) -> DeliveryStatus {
        switch self.life {
        case .scripted(let course, var place):
            let step = place.poll(at: now, in: course)
            self.life = .scripted(course, place)
            return step.status
        case .validated(let settlesAt, let report):
            let status = self.status(at: now)
            if status.isFinal, settlesAt != .distantPast {
                self.settledAt = settlesAt
                self.life = .validated(settlesAt: .distantPast, report: report)
            }
            return status
        }
    }

    /// Whether a history answer at `now` has to be kept: until the last step, the outcome, has been shown.
    func isChangedByPoll(at now: Date) -> Bool {
        switch self.life {
        case .scripted(let course, let place): place.isFollowed(in: course)
        case .validated(let settlesAt, _): settlesAt != .distantPast && self.status(at: now).isFinal
        }
    }

    /// Somebody sends it on to its next step.
    ///
    /// - Returns: whether there was one.
    public mutating func release(at now: Date) -> Bool {
        guard case .scripted(let course, var place) = self.life, place.release(at: now, in: course) else {
            return false
        }
        self.life = .scripted(course, place)
        return true
    }

    /// Somebody gives it another status, whatever it has and whatever would follow; it keeps that until somebody gives it yet
    /// another.
    ///
    /// - Parameter findings: what is said of the file from then on.
    public mutating func force(_ status: DeliveryStatus, findings: [Finding] = [], at now: Date) {
        let (steps, place) = self.past(at: now)
        let passed =
            place.passed + [
                CoursePlace.PassedStep(step: place.step, enteredAt: place.enteredAt, end: .force)
            ]
        let course = DeliveryCourse(steps + [DeliveryCourse.Step(status, findings: findings)])
        self.life = .scripted(course, CoursePlace(behind: passed, step: steps.count, enteredAt: now))
    }
}
