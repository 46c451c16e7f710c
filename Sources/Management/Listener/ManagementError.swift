import Glibc

/// The management listener cannot start. The text names what was found and what to do.
public struct ManagementError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
    /// Whether another process has the port, so that the same start may succeed later.
    public let isInUse: Bool

    private init(_ description: String, isInUse: Bool = false) {
        self.description = description
        self.isInUse = isInUse
    }

    static func tokenLength(_ count: Int) -> ManagementError {
        ManagementError(
            "The management token has \(count) characters; 16 to 256 are allowed. Make one with 'openssl rand -hex 32'."
        )
    }

    static let tokenCharacters = ManagementError(
        "The management token has characters that are not allowed: A-Z, a-z, 0-9 and -._~+/= are. Make one with "
            + "'openssl rand -hex 32'."
    )

    static func tokenFile(_ path: String, reason: String) -> ManagementError {
        ManagementError(
            "Cannot read the management token from '\(path)': \(reason). Name a file that holds the token and nothing else."
        )
    }

    static func beyondLoopback(_ host: String) -> ManagementError {
        ManagementError(
            "The management listener may not be bound to '\(host)' without a token: whoever reaches it can issue "
                + "certificates and read keys and files. Give a token with --management-token-file, or use "
                + "--management-host 127.0.0.1."
        )
    }

    static func unknownHost(_ host: String) -> ManagementError {
        ManagementError(
            "The management listener cannot listen on '\(host)': it is no address of this machine. Use "
                + "--management-host 127.0.0.1, or 0.0.0.0 with a token for all addresses."
        )
    }

    /// - Parameter reason: an `errno`.
    static func cannotBind(host: String, port: Int, reason: Int32) -> ManagementError {
        ManagementError(
            "The management listener cannot listen on \(host):\(port): \(String(cString: strerror(reason))). Stop what "
                + "uses the port, or choose another with --management-port (0 means any free one).",
            isInUse: reason == EADDRINUSE
        )
    }
}
