import Domain

/// One thing that a filter asks of an entry.
enum JournalCriterion {
    case kind(JournalFilter.Kind)
    case endpoint(RecordedCall.Endpoint)
    case user(String)
    case fileName(String)
    case fragment(FragmentIndex)
    case organisation(OrganisationNumber)
    case program(StatisticalProgram)
    case format(FileFormatName)
    case period(ReferencePeriod)
    case delivery(DeliveryID)
    case status(Int)
    case code(String)
    case ending(JournalEntry.Ending)
    case told(DeliveryStatus)
    case traceID(String)
    case injected(String)
    case connection(Int)

    func isMet(by entry: JournalEntry) -> Bool {
        switch self {
        case .kind(let kind): (entry.request == nil) == (kind == .handshake)
        case .endpoint(let endpoint): entry.request?.call?.endpoint == endpoint
        case .user(let user): entry.user == user
        case .delivery(let id): entry.request?.delivery == id
        case .status(let status): entry.request?.answer?.status == status
        case .code(let code): entry.code == code
        case .ending(let ending): entry.ending == ending
        case .told(let status): entry.request?.status == status
        case .traceID(let traceID): entry.request?.traceID == traceID
        case .injected(let rule):
            entry.injections.contains { $0.rule == rule || $0.rule.hasPrefix(rule + "/") }
        case .connection(let number): entry.connection.number == number
        case .fileName, .fragment, .organisation, .program, .format, .period:
            entry.request?.call.map(self.isMet) ?? false
        }
    }

    private func isMet(by call: RecordedCall) -> Bool {
        guard let raw = call.submission else { return false }
        return switch self {
        case .fileName(let name): raw.fileName == name
        case .fragment(let index): call.fragment == index
        case .organisation(let number): OrganisationNumber(raw.organisationNumber) == number
        case .program(let program): StatisticalProgram(caseInsensitive: raw.statisticalProgram) == program
        case .format(let name): FileFormatName(raw.fileFormat) == name
        case .period(let period): raw.referencePeriod == period.text
        default: false
        }
    }
}

extension JournalEntry {
    /// The answer's problem code; for a handshake the check of the certificate that failed.
    public var code: String? { self.request?.answer?.problemCode ?? self.handshake?.refusal?.check.rawValue }
}
