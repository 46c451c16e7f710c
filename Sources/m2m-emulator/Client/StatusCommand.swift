import ArgumentParser
import Client
import Domain

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Ask for the status of a delivery.",
        discussion: """
            The exit code is 0 when it is Inläst, 1 when it is anything else or cannot be told, 64 when the command line is \
            wrong.
            """
    )

    @Argument(help: "The DeliveryId.", transform: Self.id)
    var id: DeliveryID

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var polling: PollingOptions

    @Flag(name: .customLong("wait"), help: "Ask until the status is final.")
    var waits = false

    @Flag(name: .customLong("json"), help: "The result as one JSON object.")
    var isJSON = false

    private static func id(_ text: String) throws -> DeliveryID {
        guard let id = DeliveryID(text) else {
            throw ValidationError("'\(text)' is no DeliveryId; allowed: a GUID, as the upload's answer gave it.")
        }
        return id
    }

    func run() async throws {
        try await ClientOutput.reporting {
            let connection = try self.connection.resolved()
            let history = try await connection.withTransport { transport in
                let client = M2MClient(transport, policy: self.polling.policy)
                return try await self.waits ? client.outcome(of: self.id) : client.history(self.id)
            }
            try ClientOutput.write(history, asJSON: self.isJSON)
            if history.outcome != .readIn { throw ExitCode.failure }
        }
    }
}
