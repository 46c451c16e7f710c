/// One HTTP call at a time, whatever carries it: a connection, or a test's script.
public protocol Transport: Sendable {
    /// - Returns: the answer, whatever its status.
    /// - Throws: ``TransportFailure`` when there is none.
    func send(_ call: Call) async throws(TransportFailure) -> ServerAnswer
}

/// What is asked of the server.
public struct Call: Hashable, Sendable {
    public var method = "GET"
    /// After the base URL, percent-encoded; one that begins with a slash is of the same server, whatever the base URL.
    public var path: String
    /// The cookies to send; empty for none.
    public var cookies = ""
    /// What a POST carries.
    public var part: FilePart?

    public init(_ path: String) {
        self.path = path
    }
}

/// The bytes of a file that one call carries, read while they are sent.
public struct FilePart: Hashable, Sendable {
    /// The file's path on this machine.
    public let path: String
    /// The name that the form gives it.
    public let name: String
    public let bytes: Range<Int>

    public init(path: String, name: String, bytes: Range<Int>) {
        self.path = path
        self.name = name
        self.bytes = bytes
    }
}

/// Why a call had no answer.
public struct TransportFailure: Error, Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// No connection came about; the server has seen nothing of the call.
        case unreachable
        /// The connection ended, or its TLS broke, before the answer was there. The call may have been obeyed.
        case broken
        /// Nothing came for too long. The call may have been obeyed.
        case timedOut
        /// This client refuses the server's certificate.
        case serverCertificate
        /// The server ended the handshake with an alert about this client's certificate or TLS.
        case alert
        /// The file could not be read while it was sent.
        case file
    }

    public let kind: Kind
    /// What the network or TLS library said.
    public let reason: String

    public init(_ kind: Kind, reason: String) {
        self.kind = kind
        self.reason = reason
    }
}
