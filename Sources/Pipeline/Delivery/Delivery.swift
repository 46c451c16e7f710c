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
    /// When it leaves Bearbetar.
    public let settlesAt: Date
    /// What it is from then on.
    public let outcome: DeliveryStatus
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
        settlesAt: Date,
        outcome: DeliveryStatus,
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
        self.settlesAt = settlesAt
        self.outcome = outcome
        self.closing = closing
    }

    /// The default life: Bearbetar, then after a delay Inläst.
    init(_ checked: CheckedFile, submittedAt: Date, processingDelay: Duration) {
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
            settlesAt: submittedAt.addingTimeInterval(processingDelay.seconds),
            outcome: .readIn,
            closing: isLone ? nil : Closing(key: reservation.key, size: assembled.closingSize)
        )
    }

    /// Where it stands at `now`. A function of time, so that no timer can be lost with the process.
    public func status(at now: Date) -> DeliveryStatus {
        now < self.settlesAt ? .processing : self.outcome
    }
}
