public import Domain
public import Foundation

/// A connection that TLS ended. Fired down the pipeline as an error, after the alert is sent and before the channel
/// closes.
public struct TLSFailure: Error, Sendable {
    public let cause: TLSFailureCause
    /// `TLSv1.2` or `TLSv1.3`; `nil` when it ended before the version was agreed on.
    public let version: String?
    /// The name that the client asked for (RFC 6066, 3).
    public let serverName: String?
    /// The one that ended it; `nil` when there was none.
    public let alert: TLSAlert?
    /// What the client had presented until then.
    public let certificate: PresentedCertificate
    /// The emulator's time at which the certificate was judged.
    public let time: Date
}

/// Why TLS ended a connection.
public enum TLSFailureCause: Hashable, Sendable {
    /// The client's certificate is not accepted, and the settings say to reject it in the handshake.
    case certificateRejected(CertificateRefusal, EnvironmentName)
    /// The client ended the handshake with an alert of its own.
    case endedByClient(TLSAlert)
    /// The client closed the connection in the handshake; `isUnused` when it had sent nothing.
    case closedByClient(isUnused: Bool)
    /// The handshake did not complete in the time allowed, which is told in `limit`.
    case timeout(limit: String)
    /// The bytes were plain HTTP; the client was told so in plain text.
    case plainHTTP
    /// The bytes were neither TLS nor HTTP.
    case notTLS
    /// No TLS version that both sides speak.
    case noCommonVersion
    /// No cipher suite or signature algorithm that both sides have.
    case nothingInCommon(reason: String)
    /// The certificates that the client sent pass the limit.
    case chainTooLarge(limit: Int)
    /// The client did not prove that it holds the certificate's private key.
    case keyNotProven
    /// Another failure of the handshake; OpenSSL's reasons.
    case handshake(reason: String)
    /// A record could not be read or written after the handshake; OpenSSL's reasons.
    case record(reason: String)
    /// A broken record was sent, as a handler had asked for with a ``TLSBreak``: no fault of anybody's. `answer` is the
    /// client's alert, `nil` when the connection ended without one.
    case brokenRecord(BrokenRecord, answer: TLSAlert?)
}

extension TLSFailure: CustomStringConvertible {
    /// What happened and what to do, for the log.
    public var description: String { "\(self.cause.message) \(self.cause.hint)" }
}
