/// A completed handshake. Fired down the pipeline as a user inbound event, before the first plaintext.
public struct TLSHandshake: Sendable {
    /// `TLSv1.2` or `TLSv1.3`.
    public let version: String
    /// The name that the client asked for (RFC 6066, 3); recorded, never acted on.
    public let serverName: String?
    public let certificate: PresentedCertificate
}

/// A connection that TLS ended. Fired down the pipeline as an error, after the alert is sent and before the channel
/// closes.
public enum TLSFailure: Error, Sendable, CustomStringConvertible {
    /// The handshake did not complete; OpenSSL's reasons.
    case handshake(String)
    /// The handshake did not complete in the time allowed.
    case handshakeTimeout(seconds: Int)
    /// The bytes were plain HTTP; the client was told so in plain text.
    case plainHTTP
    /// A record could not be read or written after the handshake; OpenSSL's reasons.
    case record(String)

    public var description: String {
        switch self {
        case .handshake(let reason): "the TLS handshake failed: \(reason)"
        case .handshakeTimeout(let seconds): "the TLS handshake did not complete in \(seconds) seconds"
        case .plainHTTP: "plain HTTP came to the TLS port; the client must use https://"
        case .record(let reason): "a TLS record could not be processed: \(reason)"
        }
    }
}
