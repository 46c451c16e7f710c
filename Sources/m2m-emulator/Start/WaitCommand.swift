import ArgumentParser
import Foundation

struct WaitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Wait until an emulator is ready, and print where it is as one line of JSON.",
        discussion: """
            The exit code is 0 when it is ready, 1 with the reason when it is not in time, 64 when the command line is wrong.
            """
    )

    @Option(help: ArgumentHelp("The file that 'serve --ready-file' writes.", valueName: "file"))
    var readyFile: String?

    @Option(
        name: .customLong("management-url"),
        help: ArgumentHelp(
            "Where 'serve' lets itself be controlled, http://127.0.0.1:8480 for example; instead of --ready-file.",
            valueName: "URL"
        ),
        transform: Self.url
    )
    var managementURL: ManagementAddress?

    @OptionGroup var token: ManagementTokenOption

    @Option(help: ArgumentHelp("How long to wait at most, such as 500ms, 30s or 2min.", valueName: "duration"))
    var timeout = DurationArgument(seconds: 30)

    private static func url(_ text: String) throws -> ManagementAddress {
        guard let address = ManagementAddress(text) else {
            throw ValidationError(
                "--management-url is '\(text)'; allowed: http://HOST:PORT, such as http://127.0.0.1:8480."
            )
        }
        return address
    }

    func validate() throws {
        guard (self.readyFile == nil) != (self.managementURL == nil) else {
            throw ValidationError("Give either --ready-file or --management-url.")
        }
    }

    func run() async throws {
        switch try await self.outcome() {
        case .ready(let line): CommandOutput.write(line)
        case .refused(let reason):
            CommandOutput.writeError(reason)
            throw ExitCode.failure
        case .notYet(let reason):
            CommandOutput.writeError("Not ready within \(self.timeout.duration): \(reason)")
            throw ExitCode.failure
        }
    }

    private func outcome() async throws -> Readiness {
        let patience = Patience(limit: self.timeout.duration)
        let token: String?
        do {
            token = try self.token.text()
        } catch {
            return .refused("\(error)")
        }
        if let readyFile { return await patience.wait { await ReadyFileLook(path: readyFile, token: token).look() } }
        guard let managementURL else { return .refused("Give either --ready-file or --management-url.") }
        return await patience.wait { await managementURL.look(token: token) }
    }
}
