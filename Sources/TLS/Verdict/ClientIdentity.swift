public import Domain

/// The holder of a client certificate that was found good: signed by the environment's authority, within its
/// validity, meant for clients, and proven by the handshake to be the holder's own.
///
/// Only ``PresentedCertificate/identity(at:)`` makes one.
public struct ClientIdentity: Hashable, Sendable {
    public let certificate: CertificateFacts

    init(verified certificate: CertificateFacts) {
        self.certificate = certificate
    }

    /// For tests of later stages, which have no handshake: nothing was verified.
    public static func unchecked(_ certificate: CertificateFacts) -> ClientIdentity {
        ClientIdentity(verified: certificate)
    }
}
