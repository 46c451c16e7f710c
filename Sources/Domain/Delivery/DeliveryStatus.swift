/// Where a delivery stands, in SCB's own words (docs/protocol.md, "Status").
public enum DeliveryStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// Waiting; only ever scripted.
    case queued
    /// Uploading, or being validated.
    case processing
    /// A technical fault.
    case systemFault
    /// Read in without remarks.
    case readIn
    /// Stopped by validation.
    case stopped
    /// Read in although some findings remain; KRITA only.
    case readInWithErrors

    /// The text that `Status` carries in a history answer.
    public var text: String {
        switch self {
        case .queued: "Ej Påbörjad"
        case .processing: "Bearbetar"
        case .systemFault: "Systemfel"
        case .readIn: "Inläst"
        case .stopped: "Ej Inläst"
        case .readInWithErrors: "Inläst med fel"
        }
    }

    /// The number that `ProgressStatus` carries: 0 not begun, 1 under way, 2 ended with errors, 3 ended well.
    public var progressStatus: Int {
        switch self {
        case .queued: 0
        case .processing: 1
        case .systemFault, .stopped, .readInWithErrors: 2
        case .readIn: 3
        }
    }

    /// The truth value that `FileWasUploaded` carries: whether the file went on into the statistical system.
    public var fileWasUploaded: Bool { self == .readIn || self == .readInWithErrors }

    /// Whether nothing follows but a scripted reversal.
    public var isFinal: Bool { self.progressStatus >= 2 }

    /// What validation makes of a file: any finding stops one for VINN; for KRITA only a critical one does, and with others
    /// it is read in with errors.
    public init(outcomeOf report: ValidationReport, in program: StatisticalProgram) {
        switch program {
        case _ where report.total == 0: self = .readIn
        case .vinn: self = .stopped
        case .krita: self = report.counts[.critical] == nil ? .readInWithErrors : .stopped
        }
    }

    /// The statuses that may follow this one without a script's reversal, for a file of `program`.
    public func successors(in program: StatisticalProgram) -> Set<DeliveryStatus> {
        switch self {
        case .queued: [.processing]
        case .processing:
            program == .krita
                ? [.systemFault, .readIn, .stopped, .readInWithErrors] : [.systemFault, .readIn, .stopped]
        case .systemFault, .readIn, .stopped, .readInWithErrors: []
        }
    }
}
