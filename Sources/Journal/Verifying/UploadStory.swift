import Domain

/// What came of one file, since it was last begun.
struct UploadStory {
    /// By what two fragments belong to one file, as far as the journal knows.
    fileprivate struct Key: Hashable {
        let user: String?
        let organisation: String
        let program: String
        let period: String
        let format: String
        let fileName: String
        let version: String
    }

    fileprivate let key: Key
    fileprivate let entries: [(entry: JournalEntry, index: FragmentIndex)]

    var fileName: String { self.key.fileName }

    /// In the order in which the files were begun.
    static func all(in entries: [JournalEntry]) -> [UploadStory] {
        var order: [Key] = []
        var stories: [Key: [(JournalEntry, FragmentIndex)]] = [:]
        for entry in entries {
            guard let call = entry.request?.call, let raw = call.submission, let index = call.fragment else { continue }
            let key = Key(raw, of: entry.user)
            if stories[key] == nil { order.append(key) }
            if index == .numbered(0), entry.beginsFile { stories[key] = [] }
            stories[key, default: []].append((entry, index))
        }
        return order.map { UploadStory(key: $0, entries: stories[$0] ?? []) }
    }

    /// What came, and what is wrong with it, in the protocol's words: `of 'a.xml' came 0, 1, 2, 2: fragment 2 came twice; -1
    /// is missing`.
    var text: String {
        let clauses = self.repeated + self.missing + self.refused
        let came = self.entries.prefix(20).map(\.index.description).joined(separator: ", ")
        let more = self.entries.count > 20 ? ", …" : ""
        let wrong = clauses.isEmpty ? "" : ": \(clauses.joined(separator: "; "))"
        return "of '\(self.fileName)' came \(came)\(more)\(wrong)"
    }

    private var repeated: [String] {
        let counts = self.entries.reduce(into: [FragmentIndex: Int]()) { $0[$1.index, default: 0] += 1 }
        return self.entries.map(\.index).unique
            .filter { (counts[$0] ?? 0) > 1 }
            .map { "\($0.words) came \(Times.text(counts[$0] ?? 0))" }
    }

    private var missing: [String] {
        let came = Set(self.entries.map(\.index))
        let last = came.compactMap { if case .numbered(let number) = $0 { number } else { nil } }.max() ?? -1
        let holes = (0..<max(last, 0)).filter { !came.contains(.numbered($0)) }.prefix(10).map(FragmentIndex.numbered)
        let end: [FragmentIndex] = came.contains(.closing) ? [] : [.closing]
        return (holes + end).map { "\($0.words) is missing" }
    }

    private var refused: [String] {
        self.entries.filter { $0.entry.ending != .accepted }.prefix(10)
            .map { "\($0.index.words) \($0.entry.endingWords) (entry \($0.entry.number))" }
    }
}

extension UploadStory.Key {
    fileprivate init(_ raw: RawSubmission, of user: String?) {
        self.init(
            user: user,
            organisation: raw.organisationNumber,
            program: raw.statisticalProgram.lowercased(),
            period: raw.referencePeriod,
            format: raw.fileFormat.lowercased(),
            fileName: raw.fileName,
            version: raw.version.lowercased()
        )
    }
}

extension JournalEntry {
    /// Whether a fragment 0 began the file anew: it was taken, and was not the same again.
    fileprivate var beginsFile: Bool {
        self.ending == .accepted
            && self.request?.deviations.contains(Deviation.fragmentRepeated(.numbered(0)).code) == false
    }
}

extension Sequence where Element: Hashable {
    /// Each once, in the order in which they first come.
    fileprivate var unique: [Element] {
        var seen: Set<Element> = []
        return self.filter { seen.insert($0).inserted }
    }
}
