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

    func run() throws {
        let server = try options.server()
        let length = UInt64(seconds * 1e9)
        let measurement = try measure(threads: connections) { _, gate in
            let (connection, head) = try server.session()
            let request = head.heartbeat()
            let deadline = try gate.arrive() + length
            var durations = Durations()
            var before = now()
            while before < deadline {
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
