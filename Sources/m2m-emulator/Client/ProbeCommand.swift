import ArgumentParser
import Client
import Domain
import Foundation

struct ProbeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Ask a service of the interface how it answers, and compare that with this emulator.",
        discussion: """
            Only calls that leave nothing behind are made, with your certificate: heartbeats, an unknown id, wrong paths and \
            methods, uploads without a body and with wrong parameters. A file is sent only when --upload names one. Of a \
            host that is not this machine it is said first what will be done; --yes then does it.
            """
    )

    @OptionGroup var connection: ConnectionOptions

    @Option(
        help: ArgumentHelp(
            "Send this file too, as a delivery like any other, and look at its history.",
            valueName: "file"
        )
    )
    var upload: String?

    @OptionGroup var submission: SubmissionOptions

    @Option(
        help: ArgumentHelp(
            "Write settings here with which this emulator answers as the service did, as far as it can.",
            valueName: "file"
        )
    )
    var settingsOut: String?

    @Flag(help: "Call a host that is not this machine.")
    var yes = false

    func run() async throws {
        try await ClientOutput.reporting {
            let file = try self.upload.map { try self.submission.outgoingFile($0) }
            let connection = try self.connection.resolved()
            try self.consent(to: connection.server, file)
            let report = try await connection.withTransport { transport in
                try await self.report(Probe(transport, at: connection.server), over: transport, file)
            }
            CommandOutput.write(ProbeText(report, of: connection.server).text)
            if let path = self.settingsOut { try self.write(report, of: connection.server, to: path) }
        }
    }

    private func report(
        _ probe: Probe,
        over transport: HTTPTransport,
        _ file: OutgoingFile?
    ) async throws -> ProbeReport {
        var report = try await probe.run()
        if let file {
            let sent = try await M2MClient(transport).deliver(file, awaitingOutcome: false)
            try await probe.readHistory(of: sent.id, into: &report)
        }
        return report
    }

    private func consent(to server: ServerAddress, _ file: OutgoingFile?) throws {
        guard !server.isLoopback else { return }
        let sending = file.map { "and then the file '\($0.path)' will be delivered" } ?? "none of which stores anything"
        CommandOutput.writeError(
            "\(server.host) will get two heartbeats and nine calls that it should refuse, with your certificate, \(sending)."
        )
        guard self.yes else { throw ValidationError("\(server.host) is not this machine: add --yes to do that.") }
    }

    private func write(_ report: ProbeReport, of server: ServerAddress, to path: String) throws {
        let text = ProbeSettings(report, of: server, at: Date()).text
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            CommandOutput.writeError("Cannot write '\(path)'. Its folder must exist and be writable.")
            throw ExitCode.failure
        }
    }
}

/// The report for a person: everything that was looked at, what differs marked.
struct ProbeText {
    let text: String

    init(_ report: ProbeReport, of server: ServerAddress) {
        let lines = report.rows.map { row in
            guard row.differs else { return "  \(row.subject): \(row.seen)" }
            let setting = row.setting ?? "no setting takes this up"
            return "- \(row.subject): \(row.assumed) → \(row.seen) [\(setting)]"
        }
        let count = report.differences.count
        let sum =
            "\(report.rows.count) things looked at, \(count) \(count == 1 ? "differs" : "differ") (assumed → seen)."
        self.text = (["\(server)"] + lines + [sum]).joined(separator: "\n")
    }
}
