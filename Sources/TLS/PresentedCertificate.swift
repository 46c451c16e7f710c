public import Domain
public import Foundation

/// What a client presented in the handshake: a certificate with its chain, or nothing that can be read.
public struct PresentedCertificate: Sendable {
    private enum Content: Sendable {
        case nothing
        case unreadable(reason: String)
        case chain(PresentedChain)
        case unchecked(CertificateFacts, CertificateRefusal?)
    }

    private let content: Content

    init(_ chain: PresentedChain) {
        self.content = .chain(chain)
    }

    private init(_ content: Content) {
        self.content = content
    }

    /// No certificate, or none yet.
    public static let nothing = PresentedCertificate(.nothing)

    static func unreadable(reason: String) -> PresentedCertificate {
        PresentedCertificate(.unreadable(reason: reason))
    }

    /// For tests of later stages, which have no handshake: `refusal` is what the verification is to have found, beside the
    /// certificate's own dates.
    public static func unchecked(_ facts: CertificateFacts, refusal: CertificateRefusal? = nil) -> PresentedCertificate
    {
        PresentedCertificate(.unchecked(facts, refusal))
    }

    /// `nil` when the client sent no certificate, or one that cannot be read.
    public var facts: CertificateFacts? {
        switch self.content {
        case .nothing, .unreadable: nil
        case .chain(let chain): chain.facts
        case .unchecked(let facts, _): facts
        }
    }

    /// The verdict at `now`: judged anew for each request, so that a certificate can expire on an open connection
    /// (docs/protocol.md, "Certificates and TLS"). Costs next to nothing while the last verdict holds.
    ///
    /// - Throws: the reason why the certificate is not accepted.
    public func identity(at now: Date) throws(CertificateRefusal) -> ClientIdentity {
        switch self.content {
        case .nothing: throw .missing
        case .unreadable(let reason): throw .unreadable(reason: reason)
        case .chain(let chain):
            if let refusal = chain.refusal(at: now) { throw refusal }
            return ClientIdentity(verified: chain.facts)
        case .unchecked(let facts, let refusal):
            let chain = VerifiedChain(refusal: refusal, validities: [])
            if let refusal = chain.refusal(of: facts, at: now) { throw refusal }
            return ClientIdentity(verified: facts)
        }
    }
}
