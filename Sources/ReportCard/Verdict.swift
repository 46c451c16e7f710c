import Journal

/// What the traffic shows of a requirement.
public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
    /// The traffic gave occasion to break it, and it was kept each time.
    case pass
    /// It was broken at least once.
    case fail
    /// The traffic gave no occasion, or what came of it is not known yet. Never to be taken for a pass.
    case notExercised = "not-exercised"

    /// For a person.
    public var text: String {
        switch self {
        case .pass: "pass"
        case .fail: "FAIL"
        case .notExercised: "not exercised"
        }
    }
}

/// One thing in the journal that a verdict rests on.
public struct Evidence: Hashable, Sendable, Codable {
    /// The entry's number in the journal.
    public let entry: Int
    /// Of the request; `nil` for a handshake that failed.
    public let traceID: String?
    /// One line for a person, without a full stop.
    public let text: String

    private enum CodingKeys: String, CodingKey {
        case entry, text
        case traceID = "traceId"
    }

    public init(entry: Int, traceID: String?, text: String) {
        self.entry = entry
        self.traceID = traceID
        self.text = text
    }
}

/// What a requirement makes of a client's traffic.
struct Judgement: Hashable, Sendable {
    let verdict: Verdict
    /// Where it was broken, for a fail; where it was kept, for a pass; where its outcome is not known, otherwise.
    let evidence: [Evidence]
}

/// Gathers what a requirement sees; one breach makes a fail, whatever else was seen.
struct Findings {
    private var kept: [Evidence] = []
    private var broken: [Evidence] = []
    private var open: [Evidence] = []

    mutating func kept(_ call: Call, _ text: String) { self.kept.append(Evidence(call, text)) }
    mutating func broken(_ call: Call, _ text: String) { self.broken.append(Evidence(call, text)) }

    /// There was occasion, and it cannot be told yet, or at all, what came of it.
    mutating func open(_ call: Call, _ text: String) { self.open.append(Evidence(call, text)) }

    mutating func kept(_ evidence: Evidence) { self.kept.append(evidence) }
    mutating func broken(_ evidence: Evidence) { self.broken.append(evidence) }

    /// - Parameter isKept: what was found.
    mutating func note(_ isKept: Bool, _ call: Call, kept: String, broken: String) {
        if isKept { self.kept(call, kept) } else { self.broken(call, broken) }
    }

    var judgement: Judgement {
        if !self.broken.isEmpty { return Judgement(verdict: .fail, evidence: self.broken) }
        if !self.kept.isEmpty { return Judgement(verdict: .pass, evidence: self.kept) }
        return Judgement(verdict: .notExercised, evidence: self.open)
    }
}

extension Evidence {
    init(_ call: Call, _ text: String) {
        self.init(entry: call.entry.number, traceID: call.request.traceID, text: text)
    }
}
