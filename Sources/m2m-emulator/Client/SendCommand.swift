public import ArgumentParser
public import Client
import Domain

struct SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send a file to this emulator or any other service of the interface, and await its status.",
        discussion: """
            The exit code is 0 when the delivery is Inläst, or, with --no-wait, accepted; 1 when it was refused or ended \
            otherwise; 64 when the command line is wrong.
            """
    )

    @Argument(help: "The file to send (M2M_FILE).")
    var file: String?

    @OptionGroup var submission: SubmissionOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var polling: PollingOptions

    @Flag(name: .customLong("no-wait"), help: "End when the file is accepted, without asking for its status.")
    var doesNotWait = false

    @Option(help: "What the last call, -1, carries: last-bytes, empty (as SCB's .NET client) or alone.")
    var closing = FragmentPlan.Closing.lastBytes

    @Option(help: ArgumentHelp("How often a call is tried when the trouble may pass, 1 to 100.", valueName: "count"))
    var attempts = 8

    @Option(help: ArgumentHelp("How often the whole file is sent again after Systemfel, 0 to 10.", valueName: "count"))
    var resend = 0

    @Flag(help: "Nothing on standard error but errors.")
    var quiet = false

    @Flag(name: .customLong("json"), help: "The result as one JSON object.")
    var isJSON = false

    func validate() throws {
        guard (1...100).contains(self.attempts) else { throw ValidationError("--attempts may be 1 to 100.") }
        guard (0...10).contains(self.resend) else { throw ValidationError("--resend may be 0 to 10.") }
    }

    func run() async throws {
        try await ClientOutput.reporting {
            let file = try self.submission.outgoingFile(self.file)
            let sent = try await self.send(file)
            try ClientOutput.write(DeliveryResult(sent, bytes: file.size), asJSON: self.isJSON)
            if let history = sent.history, history.outcome != .readIn { throw ExitCode.failure }
        }
    }

    private func send(_ file: OutgoingFile) async throws -> SentFile {
        let connection = try self.connection.resolved()
        let progress = SendProgress(size: file.size, isQuiet: self.quiet)
        defer { progress.clear() }
        var policy = self.polling.policy
        policy.attempts = self.attempts
        policy.resends = self.resend
        return try await connection.withTransport(progress: progress.sent) { [policy] transport in
            let client = M2MClient(transport, policy: policy, report: progress.tell)
            return try await client.deliver(
                file,
                plan: FragmentPlan(size: file.size, closing: self.closing),
                awaitingOutcome: !self.doesNotWait
            )
        }
    }
}

extension FragmentPlan.Closing: ExpressibleByArgument {}

/// How a status is waited for.
struct PollingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The first wait between two questions for the status; each is longer.",
            valueName: "duration"
        )
    )
    var poll = DurationArgument(seconds: 1)

    @Option(help: ArgumentHelp("The longest wait between two questions.", valueName: "duration"))
    var pollMax = DurationArgument(seconds: 15)

    @Option(help: ArgumentHelp("How long a final status is awaited.", valueName: "duration"))
    var waitLimit = DurationArgument(seconds: 1800)

    func validate() throws {
        guard self.poll.duration >= .milliseconds(100), self.poll.duration <= self.pollMax.duration else {
            throw ValidationError("--poll may be 100ms up to --poll-max.")
        }
    }

    var policy: ClientPolicy {
        var policy = ClientPolicy()
        policy.firstPoll = self.poll.duration
        policy.longestPoll = self.pollMax.duration
        policy.pollLimit = self.waitLimit.duration
        return policy
    }
}
