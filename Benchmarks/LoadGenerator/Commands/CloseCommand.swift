import ArgumentParser
import Foundation

/// The answer to -1 alone: by then the server has stored the file, and checks it before it answers.
struct CloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Delivers a real file and times the answer to the closing -1 with an empty part."
    )

    @OptionGroup var options: ServerOptions
    @OptionGroup var delivery: SubmissionOptions

    @Option(help: "The file to deliver.")
    var file: String

    @Option(name: .customLong("repeat"), help: "How many times.")
    var repeats = 3

    @Option(help: "Milliseconds after each delivery, in which the server may finish what follows an answer.")
    var pause = 500

    func run() throws {
        let server = try options.server()
        let (connection, head) = try server.session()
        guard let data = FileManager.default.contents(atPath: file) else { throw LoadError("cannot read \(file)") }
        let submission = Submission(parameters: delivery.submission, fileName: "bench-close.xml")
        let fragments = stride(from: 0, to: data.count, by: delivery.fragmentBytes).map { start in
            FragmentBody(fileName: submission.fileName, content: data[start...].prefix(delivery.fragmentBytes))
        }
        let closing = FragmentBody(fileName: submission.fileName, content: [])
        var durations = Durations()
        for _ in 0..<repeats {
            for (index, body) in fragments.enumerated() {
                try connection.send(head.fragment(index, of: submission, body: body))
                try connection.send(body.bytes)
                _ = try connection.receive()
            }
            let before = now()
            try connection.send(head.fragment(-1, of: submission, body: closing))
            try connection.send(closing.bytes)
            _ = try connection.receive()
            durations.append(now() - before)
            usleep(UInt32(pause) * 1000)
        }
        try connection.close()
        try Report("close", durations, bytes: data.count).print()
    }
}
