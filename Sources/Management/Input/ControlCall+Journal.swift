import Hummingbird
import Journal
import YAMLReading

/// Which entries of a journal a call asks about.
struct JournalQuery {
    var filter = JournalFilter()
    var after: Int?
    var limit = 100
    var timeout = Duration.seconds(10)
}

extension ControlCall {
    /// - Parameters:
    ///   - pages: whether `limit` may be given.
    ///   - waits: whether `timeout` may be given.
    func journalQuery(pages: Bool = false, waits: Bool = false) throws(ControlProblem) -> JournalQuery {
        let keys = JournalFilter.Key.allCases.map(\.rawValue)
        let names = keys + ["after"] + (pages ? ["limit"] : []) + (waits ? ["timeout"] : [])
        let mistakes = MistakeCollection()
        let reader = QueryReader(self.request.uri.query, names: names, mistakes: mistakes)
        var query = JournalQuery()
        for key in JournalFilter.Key.allCases {
            guard let text = reader.text(key.rawValue) else { continue }
            query.filter.read(key, text) { reader.refuse(key.rawValue, $0, $1) }
        }
        query.after = reader.value("after", .integer(0...Int.max))
        query.limit = reader.value("limit", .integer(1...1000)) ?? query.limit
        let longest = self.desk.limits.wait
        query.timeout = reader.value("timeout", .duration(.zero...longest)) ?? query.timeout
        try mistakes.check()
        return query
    }
}

extension JournalFilter {
    /// Sets one part from its text.
    ///
    /// - Parameter refuse: told what was found and what is allowed, when the text means nothing.
    mutating func read(_ key: Key, _ text: String, orElse refuse: (_ found: String, _ allowed: String) -> Void) {
        do {
            guard (1...1000).contains(text.count) else { return refuse("'\(text.clipped())'", "1 to 1000 characters") }
            try self.set(key, to: text)
        } catch {
            refuse("'\(error.found.clipped())'", error.allowed.trimmingSuffix(","))
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        self.hasSuffix(suffix) ? String(self.dropLast(suffix.count)) : self
    }
}
