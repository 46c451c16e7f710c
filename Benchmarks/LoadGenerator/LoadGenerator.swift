import ArgumentParser
import Foundation

/// The benchmark's client: blocking sockets and the system's libssl, one thread a connection.
///
/// It carries as little as it can, because on a small machine it shares the processor cores with the server it
/// measures. Every subcommand prints one line of JSON, or fails: an unexpected answer is never counted.
@main
struct LoadGenerator: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "m2m-load",
        abstract: "Puts load on an M2M server on this machine and prints one line of JSON.",
        subcommands: [
            UploadCommand.self, HeartbeatCommand.self, ConnectCommand.self, CloseCommand.self, SAXCommand.self,
            ValidateCommand.self, JournalCommand.self,
        ]
    )

    static func main() {
        // A server that closes early is to be reported as a failed write, not as a silent death.
        signal(SIGPIPE, SIG_IGN)
        main(nil)
    }
}
