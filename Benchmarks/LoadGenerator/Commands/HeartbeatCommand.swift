import ArgumentParser

/// Keep-alive heartbeats, as fast as they are answered.
struct HeartbeatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heartbeat",
        abstract: "GET heartbeat over keep-alive connections, with the session cookie of the first answer."
    )

    @OptionGroup var options: ServerOptions

    @Option(help: "How long to measure.")
    var seconds = 2.0

    @Option(help: "How many connections, a thread each.")
    var connections = 16

    @Option(help: "How many answers on each connection to wait for, however long that takes, in place of --seconds.")
    var count: Int?

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count is \(count); allowed: from 1.") }
    }

    func run() throws {
        let server = try options.server()
        let length = UInt64(seconds * 1e9)
        let measurement = try measure(threads: connections) { _, gate in
            let (connection, head) = try server.session()
            let request = head.heartbeat()
            let start = try gate.arrive()
            var durations = Durations()
            var before = now()
            while count.map({ durations.count < $0 }) ?? (before < start + length) {
                try connection.send(request)
                _ = try connection.receive()
                let after = now()
                durations.append(after - before)
                before = after
            }
            try connection.close()
            return Work(durations: durations)
        }
        try Report("heartbeat", measurement, connections: connections).print()
    }
}
