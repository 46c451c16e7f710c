public import Domain
public import Foundation

/// The holder of a client certificate that was found good: signed by the environment's authority, within its
/// validity, meant for clients, and proven by the handshake to be the holder's own.
///
/// Only ``PresentedCertificate/identity(at:)`` makes one.
public struct ClientIdentity: Hashable, Sendable {
    public let certificate: CertificateFacts

    fileprivate init(certificate: CertificateFacts) {
        self.certificate = certificate
    }

    /// For tests of later stages, which have no handshake: nothing was verified.
    public static func unchecked(_ certificate: CertificateFacts) -> ClientIdentity {
        ClientIdentity(certificate: certificate)
    }
}

/// What a client presented in the handshake: a certificate with the verdict on its chain, or nothing.
public struct PresentedCertificate: Sendable, Hashable {
    /// `nil` when the client sent no certificate, or one that cannot be read.
    public let facts: CertificateFacts?
    /// What the verification of the chain found; `nil` when it found nothing wrong.
    let chainRefusal: CertificateRefusal?

    /// No certificate, or none yet.
    public static let nothing = PresentedCertificate(facts: nil, chainRefusal: .missing)

    /// The verdict at `now`: validity is judged anew for each request, so that a certificate can expire on an open
    /// connection (docs/protocol.md, "Certificates and TLS").
    ///
    /// - Throws: the reason why the certificate is not accepted.
    public func identity(at now: Date) throws(CertificateRefusal) -> ClientIdentity {
        guard let facts else { throw self.chainRefusal ?? .missing }
        switch self.chainRefusal {
        case nil, .expired, .notYetValid: break
        case .some(let refusal): throw refusal
        }
        if now > facts.notAfter { throw .expired(facts, now: now) }
        if now < facts.notBefore { throw .notYetValid(facts, now: now) }
        return ClientIdentity(certificate: facts)
    }
}
