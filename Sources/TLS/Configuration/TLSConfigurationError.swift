/// The server's own TLS material cannot be used. Thrown at start, before anything listens.
public struct TLSConfigurationError: Error, Sendable, CustomStringConvertible {
    /// The file or call that failed, the reason, and what to do.
    public let description: String

    init(_ what: String, file: String, failure: OpenSSLFailure) {
        self.description =
            "\(what) '\(file)' cannot be used: \(failure). Delete the file to have it made anew, or name another."
    }

    init(call: String, failure: OpenSSLFailure) {
        self.description = "OpenSSL's \(call) failed: \(failure). Check the installed libssl."
    }

    private init(_ description: String) {
        self.description = description
    }

    static func authority(_ file: String, _ reason: String) -> TLSConfigurationError {
        TLSConfigurationError(
            "The certificate authority of the clients '\(file)' cannot be used: \(reason). Put a CA's certificate in PEM "
                + "there; the emulator's own are made anew at the next start when they are deleted."
        )
    }
}
