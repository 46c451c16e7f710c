public import Domain
public import Foundation

/// One thing that a client did and what came of it: a request, or a connection that ended before it could ask for anything
/// (docs/protocol.md, "Journal").
public final class JournalEntry: Sendable {
    /// From 1, in the order in which things ended; no number is used twice in a journal.
    public let number: Int
    public let environment: EnvironmentName
    /// The name of the user whom the certificate stands for; `nil` where it stands for nobody. A sandbox's user has the
    /// sandbox's own (``Domain/SandboxName``).
    public let user: String?
    /// What the client's certificate says of itself; `nil` when there was none that can be read.
    public let certificate: CertificateFacts?
    public let connection: RecordedConnection
    /// When it began, by the clock of its user.
    public let time: Date
    /// When it began, by the machine's clock.
    public let machineTime: Date
    /// In machine time: from the request's head until its answer was given to TLS, an answer that a scenario slows down or
    /// breaks off until its last byte; for a handshake from the connection's beginning.
    public let duration: Duration
    public let event: Event

    public enum Event: Sendable {
        case request(RecordedRequest)
        case failedHandshake(RecordedHandshake)
    }

    public init(
        number: Int,
        environment: EnvironmentName,
        user: String?,
        certificate: CertificateFacts?,
        connection: RecordedConnection,
        time: Date,
        machineTime: Date,
        duration: Duration,
        event: Event
    ) {
        self.number = number
        self.environment = environment
        self.user = user
        self.certificate = certificate
        self.connection = connection
        self.time = time
        self.machineTime = machineTime
        self.duration = duration
        self.event = event
    }

    /// `nil` for a failed handshake.
    public var request: RecordedRequest? { if case .request(let request) = self.event { request } else { nil } }

    /// `nil` for a request.
    public var handshake: RecordedHandshake? {
        if case .failedHandshake(let handshake) = self.event { handshake } else { nil }
    }
}

/// What all requests of one connection share.
public final class RecordedConnection: Sendable {
    /// From 1, in the order in which the handshakes of an environment's connections ended.
    public let number: Int
    /// Address and port of the client, `127.0.0.1:49752`.
    public let peer: String
    /// `TLSv1.2` or `TLSv1.3`; `nil` when the handshake ended before that was agreed on.
    public let tlsVersion: String?
    /// The name that the client asked for (RFC 6066, 3).
    public let serverName: String?

    public init(number: Int, peer: String, tlsVersion: String?, serverName: String?) {
        self.number = number
        self.peer = peer
        self.tlsVersion = tlsVersion
        self.serverName = serverName
    }
}
