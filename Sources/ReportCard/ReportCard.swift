import Domain
public import Foundation
public import Journal

/// How a client has behaved, requirement by requirement, judged from its ordinary traffic (docs/report-card.md).
///
/// A pure function of journal entries and of the little that they do not tell. What the emulator did on purpose is never
/// held against the client; how the client reacted to it is.
public struct ReportCard: Hashable, Sendable, Codable {
    /// Whose traffic it is, in words: the user's name, or what the caller chose.
    public let client: String
    public let environment: String
    /// All certificates that came, in their order.
    public let certificates: [Certificate]
    /// How many requests were judged.
    public let requests: Int
    /// How many connections ended before a request.
    public let failedHandshakes: Int
    /// When the first and the last of them began, by the client's clock; `nil` when there is none.
    public let from: Date?
    public let to: Date?
    /// `fail` when any row is; otherwise `pass` when any row is.
    public let verdict: Verdict
    public let counts: Counts
    /// One for each of ``Requirement/all``, in its order.
    public let rows: [Row]

    /// How many rows have which verdict.
    public struct Counts: Hashable, Sendable, Codable {
        public let pass: Int
        public let fail: Int
        public let notExercised: Int

        init(_ verdicts: [Verdict]) {
            self.pass = verdicts.count { $0 == .pass }
            self.fail = verdicts.count { $0 == .fail }
            self.notExercised = verdicts.count { $0 == .notExercised }
        }
    }

    public struct Certificate: Hashable, Sendable, Codable {
        public let serial: String
        public let subject: String
        public let notAfter: Date
    }

    /// What became of one requirement.
    public struct Row: Hashable, Sendable, Codable {
        public let id: String
        public let title: String
        public let requirement: String
        public let origin: Requirement.Origin
        public let verdict: Verdict
        /// The first ``ReportCard/mostEvidence`` of it.
        public let evidence: [Evidence]
        /// How much there is in all.
        public let evidenceCount: Int
        public let advice: String

        init(_ requirement: Requirement, _ judgement: Judgement, count: Int? = nil) {
            self.id = requirement.id
            self.title = requirement.title
            self.requirement = requirement.text
            self.origin = requirement.origin
            self.verdict = judgement.verdict
            self.evidence = Array(judgement.evidence.prefix(ReportCard.mostEvidence))
            self.evidenceCount = count ?? judgement.evidence.count
            self.advice = requirement.advice
        }
    }

    /// How many lines of evidence a row keeps.
    public static let mostEvidence = 20

    /// - Parameters:
    ///   - client: what the card calls it; the name of the first entry's user where it is `nil`.
    ///   - entries: of one client, see ``Swift/Sequence/traffic(ofUser:)``, in any order.
    ///   - leavingOut: ids of requirements that cannot be judged, because the client was given what breaks them.
    public init(
        of client: String? = nil,
        _ entries: [JournalEntry],
        context: CardContext = CardContext(),
        leavingOut: Set<String> = []
    ) {
        let traffic = ClientTraffic(entries, context: context)
        let rows = Requirement.all.map { requirement in
            let isLeftOut = leavingOut.contains(requirement.id)
            return Row(
                requirement,
                isLeftOut ? Judgement(verdict: .notExercised, evidence: []) : requirement.judge(traffic)
            )
        }
        self.init(client: client, traffic, rows: rows)
    }

    private init(client: String?, _ traffic: ClientTraffic, rows: [Row]) {
        let first = traffic.entries.first
        self.init(
            client: client ?? traffic.entries.lazy.compactMap(\.user).first ?? "unknown",
            environment: first?.environment.rawValue ?? EnvironmentName.test.rawValue,
            certificates: traffic.certificates.map {
                Certificate(serial: $0.serial.hex, subject: $0.subject, notAfter: $0.notAfter)
            },
            requests: traffic.calls.count,
            failedHandshakes: traffic.handshakes.count,
            from: first?.time,
            to: traffic.entries.last?.time,
            rows: rows
        )
    }

    init(
        client: String,
        environment: String,
        certificates: [Certificate],
        requests: Int,
        failedHandshakes: Int,
        from: Date?,
        to: Date?,
        rows: [Row]
    ) {
        self.client = client
        self.environment = environment
        self.certificates = certificates
        self.requests = requests
        self.failedHandshakes = failedHandshakes
        self.from = from
        self.to = to
        self.verdict = Verdict(of: rows.map(\.verdict))
        self.counts = Counts(rows.map(\.verdict))
        self.rows = rows
    }

    public func row(_ id: String) -> Row? { self.rows.first { $0.id == id } }
}

extension Verdict {
    init(of verdicts: some Collection<Verdict>) {
        self = verdicts.contains(.fail) ? .fail : verdicts.contains(.pass) ? .pass : .notExercised
    }
}

extension Sequence<JournalEntry> {
    /// What a user did: the calls with the user's name, and those with a certificate that the user has been seen with,
    /// which may have been refused.
    public func traffic(ofUser user: String) -> [JournalEntry] {
        let known = Set(self.lazy.filter { $0.user == user }.compactMap { $0.certificate?.fingerprint })
        return self.filter { entry in
            entry.user == user
                || (entry.user == nil && entry.certificate.map { known.contains($0.fingerprint) } == true)
        }
    }
}
