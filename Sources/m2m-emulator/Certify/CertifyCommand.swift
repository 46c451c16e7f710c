import ArgumentParser
import Foundation
import ReportCard
import UnixSignals
import YAMLReading

struct CertifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certify",
        abstract: "Run a client once for each situation of a plan, and write its report card.",
        discussion: """
            The client finds what it needs in its environment: M2M_BASE_URL, M2M_CA, M2M_CERTIFICATE, M2M_KEY, M2M_PKCS12, \
            M2M_PKCS12_PASSWORD, M2M_FILE, M2M_ORGANISATION, M2M_PROGRAM, M2M_PERIOD, M2M_FORMAT, M2M_VERSION and \
            M2M_SITUATION. It is to deliver the file and to end with 0 when it became Inläst, with another code when not.

            The exit code is 0 when everything was passed, 1 when something failed, 2 when the client or the emulator \
            cannot be run, 64 when the command line or the plan is wrong.
            """
    )

    /// When what is to be judged cannot be run.
    static let cannotRun = ExitCode(2)

    @Option(help: ArgumentHelp("A plan: a file, or the name of a ready one (see --list).", valueName: "plan"))
    var plan = ReadyPlan.basic.rawValue

    @Option(
        help: ArgumentHelp("Only the situation of this name; may be given several times.", valueName: "situation")
    )
    var only: [String] = []

    @Flag(help: "List the ready plans with their situations, and do nothing else.")
    var list = false

    @Option(help: ArgumentHelp("Write the card as a page of HTML.", valueName: "file"))
    var html: String?

    @Option(help: ArgumentHelp("Write the card as JUnit XML.", valueName: "file"))
    var junit: String?

    @Option(help: ArgumentHelp("Write the card as JSON.", valueName: "file"))
    var json: String?

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("After '--': the client with its arguments.", valueName: "command")
    )
    var command: [String] = []

    func validate() throws {
        guard self.list || !self.command.isEmpty else {
            throw ValidationError(
                "No client is given: write its command after '--', as in: certify --plan basic -- ./client.sh"
            )
        }
    }

    func run() async throws {
        if self.list { return CommandOutput.write(Self.listing) }
        let plan = try self.chosenPlan()
        guard let program = ClientProgram(self.command) else {
            CommandOutput.writeError(
                "Cannot run '\(self.command[0])': no such program, or it may not be executed. Give its path, or look at PATH."
            )
            throw Self.cannotRun
        }
        let report = CertifyReport(plan: plan, command: self.command, results: try await self.results(plan, program))
        CommandOutput.write("\n" + report.card.text(width: Terminal.width, hasColours: Terminal.hasColours))
        try self.write(report)
        let passed = report.results.count(where: \.hasPassed)
        CommandOutput.write("\n\(passed) of \(report.results.count) situations of the plan '\(plan.name)' passed.")
        if !report.hasPassed { throw ExitCode.failure }
    }

    private func chosenPlan() throws -> CertifyPlan {
        let plan: CertifyPlan
        do {
            plan = try CertifyPlan.load(self.plan)
        } catch {
            CommandOutput.writeError("\(error)")
            if !FileManager.default.fileExists(atPath: self.plan) {
                CommandOutput.writeError("Ready plans: \(ReadyPlan.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            throw ExitCode.validationFailure
        }
        let names = plan.situations.map(\.name)
        for name in self.only where !names.contains(name) {
            throw ValidationError("--only is '\(name)'; the plan '\(plan.name)' has \(names.joined(separator: ", ")).")
        }
        guard !self.only.isEmpty else { return plan }
        let chosen = plan.situations.filter { self.only.contains($0.name) }
        return CertifyPlan(name: plan.name, description: plan.description, situations: chosen)
    }

    private func results(_ plan: CertifyPlan, _ program: ClientProgram) async throws -> [SituationResult] {
        do {
            return try await CertifyFolder.with { folder in
                let certification = Certification(
                    plan: plan,
                    program: program,
                    folder: folder,
                    report: CertifyProgress.tell
                )
                return try await Self.untilSignal { try await certification.run() }
            }
        } catch is CancellationError {
            CommandOutput.writeError("Stopped before the end; nothing was written.")
            throw Self.cannotRun
        } catch {
            CommandOutput.writeError("\(error)")
            throw Self.cannotRun
        }
    }

    /// Cancels `body` at Ctrl-C and SIGTERM, so that the client is ended and the folder removed.
    private static func untilSignal<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in signals { return nil }
                return nil
            }
            defer { group.cancelAll() }
            let first = try await group.next() ?? nil
            guard let first else { throw CancellationError() }
            return first
        }
    }

    private func write(_ report: CertifyReport) throws {
        if let html { try self.write(report.html, to: html) }
        if let junit { try self.write(report.junit, to: junit) }
        if let json { try self.write(report.json(), to: json) }
    }

    private func write(_ data: Data, to path: String) throws {
        do {
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            CommandOutput.writeError("Cannot write '\(path)'. Its folder must exist and be writable.")
            throw ExitCode.failure
        }
    }

    private static var listing: String {
        ReadyPlan.allCases.map(\.plan).map { plan in
            let width = (plan.situations.map(\.name.count).max() ?? 0) + 2
            let lines = plan.situations.map {
                "  " + $0.name.padding(toLength: width, withPad: " ", startingAt: 0) + $0.title
            }
            return (["\(plan.name): \(plan.description)"] + lines).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}
