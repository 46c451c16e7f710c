import COpenSSL
import Domain
import Foundation
import NIOConcurrencyHelpers

/// The certificates that one client sent, kept for as long as the connection is, with what the verification found of them.
///
/// Any thread may ask it.
final class PresentedChain: @unchecked Sendable {
    let facts: CertificateFacts
    /// `X509 *`.
    private let leaf: OpaquePointer
    /// `STACK_OF(X509) *`, or `nil` when the client sent the leaf alone.
    private let intermediates: OpaquePointer?
    private let verifier: ClientCertificateVerifier
    private let verified = NIOLockedValueBox<VerifiedChain?>(nil)

    /// - Parameters:
    ///   - leaf: retained for as long as this lives.
    ///   - intermediates: likewise.
    init(
        facts: CertificateFacts,
        leaf: OpaquePointer,
        intermediates: OpaquePointer?,
        verifier: ClientCertificateVerifier
    ) {
        X509_up_ref(leaf)
        self.facts = facts
        self.leaf = leaf
        self.intermediates = intermediates.flatMap { X509_chain_up_ref($0) }
        self.verifier = verifier
    }

    deinit {
        X509_free(self.leaf)
        if let intermediates { m2m_sk_X509_pop_free(intermediates) }
    }

    func refusal(at now: Date) -> CertificateRefusal? {
        let chain = self.verified.withLockedValue { verified in
            let chain = verified ?? self.verifier.verify(leaf: self.leaf, chain: self.intermediates, facts: self.facts)
            verified = chain
            return chain
        }
        return chain.refusal(of: self.facts, at: now)
    }
}
