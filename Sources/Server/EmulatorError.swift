import Domain
import Foundation

/// The emulator cannot start. The text names what was found and what to do.
public struct EmulatorError: Error, Sendable, CustomStringConvertible {
    public let description: String
    /// Whether another process has what this one needs, so that the same start may succeed later.
    public let isInUse: Bool

    private init(description: String, isInUse: Bool = false) {
        self.description = description
        self.isInUse = isInUse
    }

    static func notListening(host: String) -> EmulatorError {
        EmulatorError(description: "The socket on '\(host)' has no port after it was bound. Try another --host.")
    }

    static func unknownHost(_ host: String) -> EmulatorError {
        EmulatorError(
            description:
                "Cannot listen on '\(host)': it is no address of this machine. Use --host 127.0.0.1, or 0.0.0.0 "
                + "for all addresses."
        )
    }

    /// - Parameter reason: an `errno`.
    static func cannotBind(
        host: String,
        port: Int,
        of environment: EnvironmentName,
        reason: Int32
    ) -> EmulatorError {
        let option = environment == .test ? "--port" : "--production-port"
        return EmulatorError(
            description:
                "Cannot listen on \(host):\(port): \(String(cString: strerror(reason))). Stop what uses the port, or "
                + "choose another with \(option) (0 means any free one).",
            isInUse: reason == EADDRINUSE
        )
    }

    static func notInSettings(_ environment: EnvironmentName) -> EmulatorError {
        EmulatorError(
            description:
                "The \(environment) environment is asked for, but the settings have no 'environments.\(environment)'. "
                + "Add it with its organisations and users, as fixtures/settings.yaml shows, or start without --production."
        )
    }

    static func cannotWrite(readyFile: String, reason: String) -> EmulatorError {
        EmulatorError(
            description: "Cannot write the ready file '\(readyFile)': \(reason). Its folder must exist and be writable."
        )
    }
}
