import ArgumentParser
import Foundation

@main
enum Program {
    static func main() async {
        // Whoever read the log or the banner may be gone; that is no reason to stop.
        signal(SIGPIPE, SIG_IGN)
        _ = ParentAtStart.this
        await EmulatorCommand.main()
    }
}

struct EmulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "m2m-emulator",
        abstract:
            "Stands in for SCB's machine-to-machine interface, for VINN and KRITA. A test double: never for production data.",
        version: "0.1.0",
        subcommands: [
            ServeCommand.self, CertsCommand.self, SampleCommand.self, ScenarioCommand.self,
            WaitCommand.self, SendCommand.self, StatusCommand.self, ProbeCommand.self, CertifyCommand.self,
            ReplayCommand.self,
        ],
        defaultSubcommand: ServeCommand.self
    )
}
