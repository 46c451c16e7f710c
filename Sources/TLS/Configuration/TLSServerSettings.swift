/// How the server shakes hands in one environment.
public struct TLSServerSettings: Sendable {
    public enum Versions: Hashable, Sendable {
        case both
        case only12
        case only13
    }

    /// What becomes of a client whose certificate is not accepted (docs/protocol.md, "Certificates and TLS").
    public enum Refusal: Hashable, Sendable {
        /// The handshake completes, and each call is answered with the reason.
        case explain
        /// The handshake fails with the alert that fits.
        case reject
    }

    /// One for each key type offered; the client's signature algorithms choose.
    public var certificates: [ServerCertificate]
    public var versions = Versions.both
    public var refusal = Refusal.explain
    /// Whether the certificate request names the authorities. With names, Java withholds a certificate of another
    /// authority and the real cause stays hidden, so the default is without.
    public var sendsAuthorityNames = false
    /// The most that a client's certificates may take together, in bytes.
    public var clientCertificateBytes = 100 * 1024

    public init(certificates: [ServerCertificate]) {
        self.certificates = certificates
    }
}
