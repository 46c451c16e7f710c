import Domain

extension JournalFilter {
    /// What is meant, in words: `fragment 2 of 'a.xml' that was accepted`.
    public var words: String { self.subject + self.criteria.compactMap(\.suffix).map { " " + $0 }.joined() }

    /// What is meant without its conditions: `an upload of 'a.xml'`.
    private var subject: String {
        switch self.endpoint {
        case .heartbeat: return "heartbeat"
        case .history: return "history" + (self.delivery.map { " of \($0)" } ?? "")
        case .upload, nil:
            let isUpload = self.endpoint == .upload || self.fragment != nil || self.fileName != nil
            guard isUpload else { return self.kind == .handshake ? "failed handshake" : "call" }
            let file = self.fileName.map { " of '\($0)'" } ?? ""
            return (self.fragment?.words ?? "upload") + file
        }
    }
}

extension JournalCriterion {
    /// What the criterion adds to a filter's words; `nil` for what the subject says.
    var suffix: String? {
        switch self {
        case .kind, .endpoint, .fileName, .fragment: nil
        case .delivery(let id): "of delivery \(id)"
        case .user(let user): "by user '\(user)'"
        case .organisation(let number): "for organisation \(number)"
        case .program(let program): "for \(program)"
        case .format(let name): "in format \(name)"
        case .period(let period): "for period \(period)"
        case .status(let status): "answered with \(status)"
        case .code(let code): "refused as \(code)"
        case .ending(let ending): "that was \(ending.words)"
        case .told(let status): "that told '\(status.text)'"
        case .traceID(let traceID): "with trace \(traceID)"
        case .injected(let rule): "into which '\(rule)' injected something"
        case .connection(let number): "on connection \(number)"
        }
    }

    /// What the criterion asks for, in words after "expected".
    var wanted: String {
        switch self {
        case .fileName(let name): "'\(name)'"
        case .fragment(let index): index.words
        case .endpoint(let endpoint): endpoint.rawValue
        case .kind(let kind): kind == .handshake ? "failed handshake" : "request"
        case .status(let status): String(status)
        case .code(let code): code
        case .ending(let ending): "one that is \(ending.words)"
        case .told(let status): "'\(status.text)'"
        case .delivery(let id): "delivery \(id)"
        default: self.suffix ?? ""
        }
    }
}

extension JournalEntry.Ending {
    /// After "was".
    var words: String {
        switch self {
        case .accepted: "accepted"
        case .refused: "refused"
        case .broken: "broken by a scenario"
        case .abandoned: "given up by the client"
        }
    }
}
