import Domain
import Foundation

/// What was asked of the running emulator cannot be done; nothing was changed.
public struct ControlError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of mistake it is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case environmentNotServed = "environment-not-served"
        case userUnknown = "user-unknown"
        case sandboxUnknown = "sandbox-unknown"
        case sandboxExists = "sandbox-exists"
        case sandboxLimit = "sandbox-limit"
        case clockOutOfRange = "clock-out-of-range"
        case scenarioUnknown = "scenario-unknown"
        case scenarioExists = "scenario-exists"
        case certificateUnknown = "certificate-unknown"
        case deliveryUnknown = "delivery-unknown"
        case uploadUnknown = "upload-unknown"
        case statusImpossible = "status-impossible"
        case nothingToRelease = "nothing-to-release"
        case bundleTooLarge = "bundle-too-large"
    }

    public let kind: Kind
    /// What was found and what was allowed.
    public let message: String
    /// What the reader can do next.
    public let hint: String

    public var description: String { "\(self.message) \(self.hint)" }

    static func notServed(_ environment: EnvironmentName) -> ControlError {
        ControlError(
            kind: .environmentNotServed,
            message: "The \(environment) environment is not served.",
            hint: "Start the emulator with --production, or name another environment."
        )
    }

    static func noSuchUser(_ user: UserAddress, known: [String]) -> ControlError {
        let names = known.isEmpty ? "it has none" : "it has \(Self.list(known))"
        return ControlError(
            kind: .userUnknown,
            message: "There is no user '\(user.name)' in the \(user.environment) environment: \(names).",
            hint: "Name one of the settings' users."
        )
    }

    static func clockOutOfRange(_ time: Date) -> ControlError {
        ControlError(
            kind: .clockOutOfRange,
            message: "The clock cannot be set to \(Int(time.timeIntervalSince1970)) s after 1970: it may have the "
                + "years 1970 to 9999.",
            hint: "Set or advance it to a time among those."
        )
    }

    static func noSuchSandbox(_ name: SandboxName, in environment: EnvironmentName) -> ControlError {
        ControlError(
            kind: .sandboxUnknown,
            message: "There is no sandbox '\(name)' in the \(environment) environment.",
            hint: "Make it first; a sandbox ends when it is deleted and when the emulator stops."
        )
    }

    static func sandboxExists(_ name: SandboxName, in environment: EnvironmentName) -> ControlError {
        ControlError(
            kind: .sandboxExists,
            message: "There is a sandbox '\(name)' in the \(environment) environment already.",
            hint: "Delete it, choose another name, or leave the name out to be given one."
        )
    }

    static func sandboxLimit(_ limit: Int, in environment: EnvironmentName) -> ControlError {
        ControlError(
            kind: .sandboxLimit,
            message: "The \(environment) environment has \(limit) sandboxes; no more are allowed (limits.sandboxes).",
            hint: "Delete sandboxes that are no longer used, or raise limits.sandboxes in the settings."
        )
    }

    static func noSuchScenario(_ name: String, known: [String]) -> ControlError {
        ControlError(
            kind: .scenarioUnknown,
            message: "There is no scenario '\(name.prefix(80))': "
                + (known.isEmpty ? "none is played." : "there is \(Self.list(known))."),
            hint: "Name one of those that are played."
        )
    }

    static func scenarioExists(_ name: String) -> ControlError {
        ControlError(
            kind: .scenarioExists,
            message: "A scenario '\(name)' is played already, and each name may be there once.",
            hint: "Remove it first, replace all scenarios at once, or give the new one another name."
        )
    }

    static func noSuchCertificate(_ serial: CertificateSerial, of owner: String) -> ControlError {
        ControlError(
            kind: .certificateUnknown,
            message: "No certificate of \(owner) has the serial number \(serial).",
            hint: "Ask which certificates there are, and name one of their serial numbers."
        )
    }

    private static func list(_ names: [String]) -> String { names.map { "'\($0)'" }.joined(separator: ", ") }
}
