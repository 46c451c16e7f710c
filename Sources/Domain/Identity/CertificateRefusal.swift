public import Foundation

/// Why a client certificate is not accepted (docs/protocol.md, "Certificates and TLS").
public enum CertificateRefusal: Error, Hashable, Sendable {
    /// The client sent no certificate in the handshake.
    case missing
    /// The certificate breaks its own format, so that not even its serial number can be told; `reason` says where.
    case unreadable(reason: String)
    /// No chain leads to the environment's certificate authority.
    case untrusted(CertificateFacts)
    /// `notAfter` has passed by the emulator's clock.
    case expired(CertificateFacts, now: Date)
    /// `notBefore` is still to come by the emulator's clock.
    case notYetValid(CertificateFacts, now: Date)
    /// The extended key usage or key usage does not allow client authentication.
    case wrongUsage(CertificateFacts)
    /// The chain leads to the authority but breaks another rule of RFC 5280; `reason` is OpenSSL's wording.
    case invalid(CertificateFacts, reason: String)
}
