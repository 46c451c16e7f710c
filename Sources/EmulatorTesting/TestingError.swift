import Domain

/// A test asked for something that is not there. The text says what was found and what to do.
public struct TestingError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    static func noSuchUser(_ user: String, in environment: EnvironmentName, known: [String]) -> TestingError {
        TestingError(
            description: "The settings have no user '\(user)' in the \(environment) environment; they have "
                + "\(known.map { "'\($0)'" }.joined(separator: ", ")). Name one of them, or make a sandbox."
        )
    }

    static func badSandboxName(_ name: String) -> TestingError {
        TestingError(
            description:
                "'\(name)' cannot be a sandbox's name. Allowed are 1 to 64 of a-z, 0-9 and -; without a name the "
                + "emulator gives one."
        )
    }

    static func noCertificate(_ sandbox: SandboxName) -> TestingError {
        TestingError(description: "The sandbox '\(sandbox)' has no certificate. Make another sandbox.")
    }
}
