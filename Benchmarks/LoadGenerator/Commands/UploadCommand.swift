import ArgumentParser

/// Fragments of files that are never finished: what is measured is receiving and storing.
struct UploadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upload",
        abstract: "POST fragments 0, 1, 2, … over keep-alive connections; a new file begins with 0 again."
    )

    @OptionGroup var options: ServerOptions
    @OptionGroup var delivery: SubmissionOptions

    @Option(help: "Content of one file, after which the next begins.")
    var fileBytes = 92_160_000

    @Option(help: "How long to measure; the fragment under way is finished.")
    var seconds: Double?

    @Option(help: "How many files to send on each connection, instead of --seconds.")
    var rounds: Int?

    @Option(help: "How many connections, each with its own thread, cookie and file name.")
    var connections = 1

    func validate() throws {
        guard fileBytes > 0 else { throw ValidationError("--file-bytes must be positive") }
        guard (seconds == nil) != (rounds == nil) else { throw ValidationError("give --seconds or --rounds") }
    }

    func run() throws {
        let server = try options.server()
        let parameters = delivery.submission
        let plan = FilePlan(fileBytes: fileBytes, fragmentBytes: delivery.fragmentBytes)
        let length = seconds.map { UInt64($0 * 1e9) } ?? .max / 2
        let fragmentLimit = rounds.map { $0 * plan.fragmentCount } ?? .max
        let measurement = try measure(threads: connections) { thread, gate in
            let file = Submission(parameters: parameters, fileName: "bench\(thread == 0 ? "" : "-\(thread)").xml")
            let bodies = plan.bodies(fileName: file.fileName)
            let (connection, head) = try server.session()
            let deadline = try gate.arrive() + length
            var durations = Durations()
            var before = now()
            while before < deadline, durations.count < fragmentLimit {
                let index = durations.count % plan.fragmentCount
                let body = index == plan.fragmentCount - 1 ? bodies.last : bodies.full
                try connection.send(head.fragment(index, of: file, body: body))
                try connection.send(body.bytes)
                _ = try connection.receive()
                let after = now()
                durations.append(after - before)
                before = after
            }
            try connection.close()
            return Work(durations: durations, bytes: plan.contentBytes(ofFirst: durations.count))
        }
        try Report("upload", measurement, connections: connections).print()
    }
}

/// How a file is cut into fragments: all of one size but the last.
private struct FilePlan: Sendable {
    let fragmentBytes: Int
    let fragmentCount: Int
    let lastBytes: Int

    init(fileBytes: Int, fragmentBytes: Int) {
        self.fragmentBytes = fragmentBytes
        fragmentCount = (fileBytes + fragmentBytes - 1) / fragmentBytes
        lastBytes = fileBytes - (fragmentCount - 1) * fragmentBytes
    }

    func bodies(fileName: String) -> (full: FragmentBody, last: FragmentBody) {
        let content = FragmentBody.filler(count: fragmentBytes)
        let full = FragmentBody(fileName: fileName, content: content)
        let last = FragmentBody(fileName: fileName, content: content.prefix(lastBytes))
        return (full, last)
    }

    /// The content in the first so many fragments, counted over as many files as they fill.
    func contentBytes(ofFirst count: Int) -> Int {
        let whole = count / fragmentCount
        return count * fragmentBytes - whole * (fragmentBytes - lastBytes)
    }
}
