import Domain
import Foundation
import Journal
import NIOHTTP1

/// One request, with what the requirements ask of it.
struct Call: Sendable {
    let entry: JournalEntry
    let request: RecordedRequest
    let kind: Kind
    /// The session that the client means: of the cookie it sent, or that a heartbeat's answer gave it. `nil` for none.
    let token: String?
    /// The session of the cookie that the request itself carried.
    let sentToken: String?

    enum Kind: Hashable, Sendable {
        case heartbeat
        /// `index` is `nil` when what stands for it is no number.
        case upload(FileKey, index: FragmentIndex?)
        case history(DeliveryID?)
        case other
    }

    init?(_ entry: JournalEntry) {
        guard let request = entry.request else { return nil }
        self.entry = entry
        self.request = request
        self.kind = Kind(request.call)
        let name = "M2MSession-\(entry.environment)"
        let sent = request.headers[canonicalForm: "cookie"].lazy
            .compactMap { Self.value(of: name, in: $0.split(separator: ";")) }.first
        let given = request.answer?.headers["set-cookie"].lazy
            .compactMap { Self.value(of: name, in: $0.split(separator: ";").prefix(1)) }.first
        self.token = given ?? sent
        self.sentToken = sent
    }

    private static func value(of name: String, in pairs: some Sequence<Substring>) -> String? {
        for pair in pairs {
            let pair = pair.trimmingCharacters(in: .whitespaces)
            if pair.hasPrefix("\(name)=") { return String(pair.dropFirst(name.count + 1)) }
        }
        return nil
    }

    var carriesToken: Bool { self.sentToken != nil }

    /// By the machine's clock, as all times of a call here.
    var begin: Date { self.entry.machineTime }
    var end: Date { self.entry.machineTime + self.entry.duration.interval }
    var connection: Int { self.entry.connection.number }

    /// How long the client waited after the end of an earlier call, in seconds: by the machine's clock or by the client's
    /// own, whichever went further. A test that moves a sandbox's clock instead of waiting has waited.
    func pause(after earlier: Call) -> TimeInterval {
        let byOwnClock = self.entry.time.timeIntervalSince(earlier.entry.time) - earlier.entry.duration.interval
        return max(self.begin.timeIntervalSince(earlier.end), byOwnClock)
    }

    /// The same from the earlier call's beginning.
    func interval(since earlier: Call) -> TimeInterval { self.pause(after: earlier) + earlier.entry.duration.interval }

    var isHeartbeat: Bool { self.kind == .heartbeat }
    var isHistory: Bool { if case .history = self.kind { true } else { false } }
    /// The delivery that history is asked about.
    var asked: DeliveryID? { if case .history(let id) = self.kind { id } else { nil } }
    var file: FileKey? { if case .upload(let file, _) = self.kind { file } else { nil } }
    var index: FragmentIndex? { if case .upload(_, let index) = self.kind { index } else { nil } }

    /// The words of an upload's path as the client wrote them.
    var raw: RawSubmission? { if case .upload(let raw, _)? = self.request.call { raw } else { nil } }
    var parameters: SubmissionParameters? {
        if case .upload(_, let parameters)? = self.request.call { parameters } else { nil }
    }

    /// For evidence.
    var name: String {
        switch self.kind {
        case .heartbeat: "heartbeat"
        case .upload(let file, let index):
            "fragment \(index?.description ?? "'\(self.raw?.fragment ?? "")'") of '\(file.name)'"
        case .history(let id): "history of \(id?.description ?? "what is no DeliveryId")"
        case .other: "\(self.request.method) \(self.request.target)"
        }
    }
}

extension Call.Kind {
    init(_ call: RecordedCall?) {
        switch call {
        case .heartbeat: self = .heartbeat
        case .history(let id, _): self = .history(id)
        case .upload(let raw, let parameters):
            let ascii = String(raw.fragment.map { $0 == "\u{2212}" ? "-" : $0 })
            self = .upload(FileKey(raw, parameters), index: FragmentIndex(ascii))
        case nil: self = .other
        }
    }
}

/// What two fragments of one file have in common, but for the session.
struct FileKey: Hashable, Sendable {
    let subject: Subject
    let name: String
    let version: String

    /// What a file is about. A corrected file has the same, and perhaps another name.
    struct Subject: Hashable, Sendable {
        let organisation: String
        let program: String
        let period: String
        let format: String
    }

    init(_ raw: RawSubmission, _ parameters: SubmissionParameters?) {
        self.subject = Subject(
            organisation: raw.organisationNumber.filter { $0 != "-" },
            program: raw.statisticalProgram.uppercased(),
            period: raw.referencePeriod,
            format: raw.fileFormat.lowercased()
        )
        self.name = raw.fileName
        self.version = parameters?.version ?? raw.version
    }
}

extension Duration {
    /// In seconds.
    var interval: TimeInterval {
        TimeInterval(self.components.seconds) + TimeInterval(self.components.attoseconds) / 1e18
    }
}
