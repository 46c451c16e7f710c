import ArgumentParser
import Foundation
import Management

/// What the command line says of the management listener (docs/control.md).
struct ManagementArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Port through which tests and tools control the emulator, 0 to 65535; 0 takes any free one. \
            (default: \(ManagementOptions.usualPort); 0 when --port is 0)
            """,
            valueName: "port"
        )
    )
    var managementPort: UInt16?

    @Option(
        help: ArgumentHelp(
            "Address for that port; beyond loopback only with a token, since whoever reaches it can have certificates made.",
            valueName: "host"
        )
    )
    var managementHost = "127.0.0.1"

    @OptionGroup var token: ManagementTokenOption

    @Flag(name: .customLong("no-management"), help: "Open no such port.")
    var isOff = false

    func validate() throws {
        guard self.isOff else { return }
        let given =
            self.managementPort != nil || self.managementHost != "127.0.0.1" || self.token.managementTokenFile != nil
        if given {
            throw ValidationError("--no-management opens no management port: leave the other --management options out.")
        }
    }

    /// - Parameter anyPort: whether it is to take any free port when nothing is said of it.
    /// - Returns: `nil` when there is to be no such port.
    /// - Throws: `ManagementError` when the token cannot be read or is none.
    func options(anyPort: Bool) throws -> ManagementOptions? {
        guard !self.isOff else { return nil }
        var options = ManagementOptions()
        options.host = self.managementHost
        options.port = self.managementPort.map { Int($0) } ?? (anyPort ? 0 : ManagementOptions.usualPort)
        options.token = try self.token.token()
        return options
    }
}

/// The secret that callers of the management listener show. Never an argument itself, which others on the machine can see.
struct ManagementTokenOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "File with the token that callers must show there (\(Self.variable) has the token itself).",
            valueName: "file"
        )
    )
    var managementTokenFile: String?

    private static let variable = "M2M_MANAGEMENT_TOKEN"

    /// - Returns: `nil` when there is none.
    /// - Throws: `ManagementError` when it cannot be read or is none.
    func token() throws -> ManagementToken? {
        try self.text().map { text throws(ManagementError) in try ManagementToken(text) }
    }

    /// - Returns: `nil` when there is none.
    func text() throws -> String? {
        if let file = self.managementTokenFile { return try ManagementToken.text(from: file) }
        let value = ProcessInfo.processInfo.environment[Self.variable] ?? ""
        return value.isEmpty ? nil : value
    }
}
