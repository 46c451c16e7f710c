import ArgumentParser
import Domain
import Foundation
import Journal
import NIOHTTP1

/// A journal with a million entries, asked for one user's.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Times the filtering of a full journal by user."
    )

    @Option(help: "How many entries the journal holds.")
    var entries = 1_000_000

    @Option(help: "How many users they are of, each as often.")
    var users = 10

    @Option(name: .customLong("repeat"), help: "How many times.")
    var repeats = 5

    func run() throws {
        let journal = Journal(bounds: JournalBounds(entries: entries, bytes: .max))
        for number in 0..<entries { journal.record { self.entry($0, of: "user-\(number % users)") } }
        var filter = JournalFilter()
        filter.user = "user-0"
        var durations = Durations()
        for _ in 0..<repeats {
            let before = now()
            let found = try journal.page(filter, limit: .max).entries.count
            durations.append(now() - before)
            guard found == (entries + users - 1) / users else { throw LoadError("\(found) entries were found") }
        }
        try Report("journal", durations, bytes: entries).print()
    }

    private func entry(_ number: Int, of user: String) -> JournalEntry {
        JournalEntry(
            number: number,
            environment: .test,
            user: user,
            certificate: nil,
            connection: RecordedConnection(number: 1, peer: "127.0.0.1:1", tlsVersion: "TLSv1.3", serverName: nil),
            time: Date(),
            machineTime: Date(),
            duration: .milliseconds(1),
            event: .request(
                RecordedRequest(
                    traceID: "0",
                    method: "GET",
                    target: "/m2m/v2/heartbeat",
                    headers: [:],
                    call: .heartbeat,
                    outcome: .abandonedByClient
                )
            )
        )
    }
}
