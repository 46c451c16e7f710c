public import Domain
public import Foundation

/// What a client presented in the handshake: a certificate with its chain, or nothing that can be read.
public struct PresentedCertificate: Sendable {
    private enum Content: Sendable {
        case nothing
        case unreadable(reason: String)
        case chain(VerifiedChain, ClientTrust?)
    }

    private let content: Content

    private init(_ content: Content) {
        self.content = content
    }

    init(_ chain: VerifiedChain, trust: ClientTrust) {
        self.content = .chain(chain, trust)
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
        PresentedCertificate(.chain(VerifiedChain(facts: facts, sent: 1, usage: "", refusal: refusal), nil))
    }

    /// `nil` when the client sent no certificate, or one that cannot be read.
    public var facts: CertificateFacts? {
        if case .chain(let chain, _) = self.content { chain.facts } else { nil }
    }

    /// The holder at `now`: judged anew for each request, so that a certificate can expire or be revoked on an open
    /// connection (docs/protocol.md, "Certificates and TLS"). Costs next to nothing.
    ///
    /// - Throws: the reason why the certificate is not accepted.
    public func identity(at now: Date) throws(CertificateRefusal) -> ClientIdentity {
        switch self.content {
        case .nothing: throw .missing
        case .unreadable(let reason): throw .unreadable(reason: reason)
        case .chain(let chain, let trust):
            if let refusal = chain.refusal(at: now, trust: trust) { throw refusal }
            return ClientIdentity(verified: chain.facts)
        }
    }

    /// Has the client's certificate count as revoked from now on, on open and new connections of the environment, until
    /// ``RevocationLists/forgetRevocations(keeping:)`` or the end of the process (docs/scenarios.md, "`event`: what happens around
    /// a call"). Any thread; does not block.
    ///
    /// - Parameter date: the emulator's time, which the refusal tells.
    /// - Returns: false when there is nothing to revoke: no certificate, or one that no authority of the environment issued,
    ///   which is refused anyhow.
    @discardableResult
    public func revoke(at date: Date) -> Bool {
        guard case .chain(let chain, let trust?) = self.content, chain.path.count > 1 else { return false }
        trust.revocationLists.revoke(chain.facts.serial, issuer: chain.path[1].fingerprint, at: date)
        return true
    }

    /// Whether a scenario, by ``revoke(at:)``, and no list revoked the certificate. For the log: a refusal as revoked is
    /// then what the scenario wants, and nothing is wrong. Any thread; does not block.
    public var isRevokedByScenario: Bool {
        guard case .chain(let chain, let trust?) = self.content else { return false }
        return chain.isRevokedByScenario(trust: trust)
    }

    /// Why the certificate is not accepted at `now`, as far as a handshake can tell; `nil` when it is.
    func refusal(at now: Date) -> CertificateRefusal? {
        do throws(CertificateRefusal) {
            _ = try self.identity(at: now)
            return nil
        } catch {
            return error
        }
    }

    /// The judgement with its trace. Takes some microseconds: made for a log or an answer that is to tell it.
    ///
    /// - Parameters:
    ///   - refusal: what the certificate was refused for, be it here or at a later stage; `nil` when it was accepted.
    ///   - saw: what the checks of later stages found.
    public func verdict(
        _ refusal: CertificateRefusal?,
        at now: Date,
        saw: (CertificateCheck.Name) -> String = { _ in "" }
    ) -> CertificateVerdict {
        switch self.content {
        case .nothing: CertificateVerdict(refusal: refusal) { _ in "no certificate" }
        case .unreadable(let reason):
            CertificateVerdict(refusal: refusal) { $0 == .presented ? "a certificate" : reason }
        case .chain(let chain, let trust):
            CertificateVerdict(
                refusal: refusal,
                warned: trust.map { chain.isRevocationUnknown(at: now, trust: $0) } == true ? [.revocation] : []
            ) { check in
                check.isOfHandshake ? chain.saw(check, at: now, trust: trust) : saw(check)
            }
        }
    }
}
