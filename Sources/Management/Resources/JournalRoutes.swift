import Hummingbird
import Journal
import Server
import ServiceLifecycle
import YAMLReading

/// What the clients of a scope did.
enum JournalRoutes {
    /// Of the form of what is exported.
    private static let version = "1"

    static let scoped = [
        ScopeRoute(.get, "/journal") { call, scope in
            let query = try call.journalQuery(pages: true)
            let page = try scope.journal.page(query.filter, after: query.after, limit: query.limit)
            return .json(JournalAnswer(page))
        },
        ScopeRoute(.get, "/journal/wait") { call, scope in
            let query = try call.journalQuery(waits: true)
            // Whoever stops the emulator does not wait for those who wait.
            let entry = try await cancelWhenGracefulShutdown {
                try await scope.journal.wait(for: query.filter, after: query.after, timeout: query.timeout)
            }
            return .json(JournalEntryDocument(entry))
        },
        ScopeRoute(.get, "/journal/{number}") { call, scope in
            let entry = try scope.journal.entry(call.entryNumber())
            let hashes = await scope.environment.hashes(of: [entry])
            return .json(JournalEntryDocument(entry, hash: hashes[entry.number]))
        },
        ScopeRoute(.get, "/journal.har") { call, scope in
            let query = try call.journalQuery()
            let entries = try scope.journal.page(query.filter, after: query.after, limit: .max).entries
            let hashes = await scope.environment.hashes(of: entries)
            return .json(HARDocument(entries, hashes: hashes, emulatorVersion: Self.version))
        },
        ScopeRoute(.get, "/bundle") { call, scope in
            let mistakes = MistakeCollection()
            let reader = QueryReader(call.request.uri.query, names: ["files"], mistakes: mistakes)
            let hasFiles = reader.value("files", .boolean) ?? false
            try mistakes.check()
            return .json(try await scope.bundle(files: hasFiles, emulatorVersion: Self.version))
        },
    ]
}

private struct JournalAnswer: Encodable {
    let entries: [JournalEntryDocument]
    /// For `after`, to ask for those that follow; left out when none does yet.
    let next: Int?
    let oldest: Int
    let newest: Int

    init(_ page: JournalPage) {
        self.entries = page.entries.map { JournalEntryDocument($0) }
        self.next = page.next
        self.oldest = page.oldest
        self.newest = page.newest
    }
}

extension ControlCall {
    fileprivate func entryNumber() throws(ControlProblem) -> Int {
        let text = self.path("number")
        guard let number = Int(text), number > 0 else {
            let allowed = "a whole number from 1"
            throw .requestInvalid([FieldMistake(.path("number"), found: "'\(text.clipped())'", allowed: allowed)])
        }
        return number
    }
}
