import Domain

/// An entry that is nearly what was asked for, and what keeps it from being that.
struct NearMiss {
    let entry: JournalEntry
    let unmet: [JournalCriterion]

    /// The nearest first, and of equally near ones the newest first.
    static func nearest(to filter: JournalFilter, in entries: [JournalEntry], atMost: Int = 3) -> [NearMiss] {
        let criteria = filter.criteria
        let misses = entries.reversed().compactMap { entry -> NearMiss? in
            let unmet = criteria.filter { !$0.isMet(by: entry) }
            guard !unmet.isEmpty, !unmet.contains(where: \.isOfTheSubject) else { return nil }
            return NearMiss(entry: entry, unmet: unmet)
        }
        // Stable, as Swift's sort is.
        return Array(misses.sorted { $0.unmet.count < $1.unmet.count }.prefix(atMost))
    }

    /// Whether only its number keeps a fragment from being the one.
    var isAnotherFragment: Bool { self.unmet.allSatisfy(\.isOfTheFragment) }

    /// `an upload of 'b.xml' came, expected 'a.xml' (entry 12)`.
    var text: String {
        let wanted = self.unmet.map(\.wanted).joined(separator: " and ")
        return "\(self.found), expected \(wanted) (entry \(self.entry.number))"
    }

    private var found: String {
        let isAboutTheEnding = self.unmet.contains(where: \.isOfTheEnding)
        let words = self.unmet.contains(where: \.isOfTheFragment) ? self.entry.words : self.entry.wordsOfTheFile
        if isAboutTheEnding { return "\(self.entry.words) \(self.entry.endingWords)" }
        let details = self.unmet.compactMap { $0.found(in: self.entry) }
        return words + details.map { " \($0)" }.joined() + " came"
    }
}

extension JournalEntry {
    /// As ``words``, but without the fragment's number: `an upload of 'a.xml'`.
    fileprivate var wordsOfTheFile: String {
        self.request?.call?.submission.map { "an upload of '\($0.fileName)'" } ?? self.words
    }
}

extension JournalCriterion {
    /// Whether an entry that does not meet it is something else altogether.
    fileprivate var isOfTheSubject: Bool {
        switch self {
        case .kind, .endpoint: true
        default: false
        }
    }

    fileprivate var isOfTheFragment: Bool { if case .fragment = self { true } else { false } }

    fileprivate var isOfTheEnding: Bool {
        switch self {
        case .status, .code, .ending: true
        default: false
        }
    }

    /// What the entry has in the criterion's place; `nil` for what its words tell.
    fileprivate func found(in entry: JournalEntry) -> String? {
        let raw = entry.request?.call?.submission
        return switch self {
        case .user: entry.user.map { "by user '\($0)'" } ?? "by nobody known"
        case .organisation: raw.map { "for organisation \($0.organisationNumber)" }
        case .program: raw.map { "for \($0.statisticalProgram)" }
        case .format: raw.map { "in format \($0.fileFormat)" }
        case .period: raw.map { "for period \($0.referencePeriod)" }
        case .told: entry.request?.status.map { "that told '\($0.text)'" }
        case .traceID: entry.request.map { "with trace \($0.traceID)" }
        case .connection: "on connection \(entry.connection.number)"
        case .injected: entry.injections.isEmpty ? "into which nothing was injected" : nil
        default: nil
        }
    }
}
