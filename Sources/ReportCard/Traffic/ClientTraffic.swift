import Domain
import Foundation
import Journal

/// A client's entries, read once: which call belongs to which upload, and which question to which delivery.
struct ClientTraffic: Sendable {
    let context: CardContext
    /// In the order in which they began.
    let entries: [JournalEntry]
    let calls: [Call]
    /// In the order in which they began.
    let uploads: [UploadTrace]
    /// Connections that ended before a request.
    let handshakes: [JournalEntry]
    /// Of ``calls``, in their order.
    let heartbeats: [Call]
    let fragments: [Call]
    let histories: [Call]
    private let historiesOf: [DeliveryID: [Call]]

    init(_ entries: [JournalEntry], context: CardContext) {
        self.context = context
        self.entries = entries.sorted { ($0.machineTime, $0.number) < ($1.machineTime, $1.number) }
        self.calls = self.entries.compactMap(Call.init)
        self.uploads = Self.uploads(self.calls)
        self.handshakes = self.entries.filter { $0.handshake != nil }
        self.heartbeats = self.calls.filter(\.isHeartbeat)
        self.fragments = self.calls.filter { $0.file != nil }
        self.histories = self.calls.filter(\.isHistory)
        self.historiesOf = self.histories.reduce(into: [:]) { calls, call in
            if let id = call.asked { calls[id, default: []].append(call) }
        }
    }

    private struct UploadKey: Hashable {
        let token: String?
        let file: FileKey
    }

    private static func uploads(_ calls: [Call]) -> [UploadTrace] {
        var uploads: [UploadTrace] = []
        var current: [UploadKey: Int] = [:]
        for call in calls {
            guard let file = call.file else { continue }
            let key = UploadKey(token: call.token, file: file)
            if let place = current[key], uploads[place].take(call) { continue }
            current[key] = uploads.count
            uploads.append(UploadTrace(call, of: file))
        }
        return uploads
    }

    /// The questions for a delivery, in the order in which they began.
    func questions(about id: DeliveryID) -> [Call] { self.historiesOf[id] ?? [] }

    /// The calls that began in that time.
    func calls(from begin: Date, to end: Date) -> ArraySlice<Call> {
        var (low, high) = (0, self.calls.count)
        while low < high {
            let middle = (low + high) / 2
            if self.calls[middle].begin < begin { low = middle + 1 } else { high = middle }
        }
        return self.calls[low...].prefix { $0.begin <= end }
    }

    /// Whether a heartbeat was made between two calls for the later one: in its session, and with no other call of that
    /// session after it.
    func hasOwnHeartbeat(between before: Call, _ after: Call) -> Bool {
        let between = self.calls(from: before.end, to: after.begin).filter {
            $0.token == after.token && $0.entry.number != after.entry.number && $0.entry.number != before.entry.number
        }
        return between.last.map { $0.isHeartbeat && $0.end <= after.begin } ?? false
    }

    /// The attempt to send the same file that went before.
    func attempt(before upload: UploadTrace) -> UploadTrace? {
        self.uploads.last { $0.file == upload.file && $0.first.begin < upload.first.begin }
    }

    /// Whether a heartbeat with the cookie of `old` was given another session before a call: the old one had ended, and no
    /// client can know.
    func isSessionReplaced(_ old: String?, before call: Call) -> Bool {
        self.heartbeats.contains {
            old != nil && $0.sentToken == old && $0.token != old && $0.end <= call.begin
        }
    }

    /// Each certificate once, in the order in which they came.
    var certificates: [CertificateFacts] {
        var seen: Set<String> = []
        return self.entries.compactMap(\.certificate).filter { seen.insert($0.fingerprint).inserted }
    }

    /// The questions for each delivery, the deliveries in the order in which they were first asked about.
    var questions: [(id: DeliveryID, calls: [Call])] {
        var seen: Set<DeliveryID> = []
        return self.histories.compactMap(\.asked).filter { seen.insert($0).inserted }
            .map { ($0, self.questions(about: $0)) }
    }

    /// Whether the client has had its time to react to a call.
    func isSettled(_ call: Call) -> Bool {
        self.context.isOver || self.context.now.timeIntervalSince(call.end) > self.context.patience.interval
    }

    /// The next call about the same file, whatever its session.
    func next(after call: Call) -> Call? {
        guard let file = call.file else { return nil }
        return self.fragments.first { $0.begin >= call.end && $0.file == file && $0.entry.number != call.entry.number }
    }
}
