import ArgumentParser

/// New mutual-TLS connections, one after the other on each thread.
struct ConnectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect",
        abstract: "A full handshake, one GET heartbeat, close_notify; again and again."
    )

    @OptionGroup var options: ServerOptions

    @Option(help: "How long to measure.")
    var seconds = 2.0

    @Option(help: "How many threads open connections.")
    var connections = 4

    @Flag(help: "Send no cookie, so that every connection begins a session of its own.")
    var newSessions = false

    func run() throws {
        let server = try options.server()
        let length = UInt64(seconds * 1e9)
        let measurement = try measure(threads: connections) { _, gate in
            var head = RequestHead(target: server.target)
            let deadline = try gate.arrive() + length
            var durations = Durations()
            var before = now()
            while before < deadline {
                let connection = try Connection(server.target, server.context)
                try connection.send(head.heartbeat())
                let answer = try connection.receive()
                // SCB's client keeps its cookie when it connects again; so what is measured is connections alone.
                if !newSessions { head.cookie = head.cookie ?? answer.cookie }
                try connection.close()
                let after = now()
                durations.append(after - before)
                before = after
            }
            return Work(durations: durations)
        }
        try Report("connect", measurement, connections: connections).print()
    }
}
