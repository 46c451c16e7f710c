/// A completed handshake. Fired down the pipeline as a user inbound event, before the first plaintext.
public struct TLSHandshake: Sendable {
    /// `TLSv1.2` or `TLSv1.3`.
    public let version: String
    /// The name that the client asked for (RFC 6066, 3); recorded, never acted on.
    public let serverName: String?
    public let certificate: PresentedCertificate
}
