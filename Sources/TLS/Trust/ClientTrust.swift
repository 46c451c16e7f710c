import COpenSSL
public import Domain
import X509Facts

/// Which client certificates one environment accepts.
public struct ClientTrustSources: Hashable, Sendable {
    /// PEM files with the certificate authorities whose client certificates are accepted.
    public var authorities: [String]
    /// PEM files with those authorities' revocation lists. They may be missing and may change.
    public var revocationLists: [String] = []
    /// Whether a certificate is refused when no list tells that it is not revoked.
    public var requiresRevocationLists = false
    /// PEM files with the authorities of the other environment: to tell whose certificate it is that is refused.
    public var others: [EnvironmentName: String] = [:]

    public init(authorities: [String]) {
        self.authorities = authorities
    }
}

/// How one environment judges client certificates: its authorities, their revocation lists, and what is known already.
/// One for all connections; any thread may ask it.
public final class ClientTrust: Sendable {
    public let revocationLists: RevocationLists
    let requiresRevocationLists: Bool

    let authorities: [AuthorityCertificate]
    private let verifier: ChainVerifier
    private let others: [Other]
    private let verified = VerifiedChains()

    /// The authorities of another environment.
    private struct Other: Sendable {
        let environment: EnvironmentName
        let verifier: ChainVerifier
    }

    /// Reads all files. Blocking.
    ///
    /// - Throws: ``TLSConfigurationError`` when an authority's file cannot be used; ``RevocationListError`` when a list
    ///   is there and cannot be used.
    public init(_ sources: ClientTrustSources) throws {
        var authorities: [AuthorityCertificate] = []
        for file in sources.authorities { authorities += try AuthorityCertificate.all(in: file) }
        var others: [Other] = []
        for environment in EnvironmentName.allCases {
            guard let file = sources.others[environment] else { continue }
            others.append(
                Other(environment: environment, verifier: try ChainVerifier(AuthorityCertificate.all(in: file)))
            )
        }
        self.authorities = authorities
        self.verifier = try ChainVerifier(authorities)
        self.others = others
        self.revocationLists = RevocationLists(files: sources.revocationLists, authorities: self.authorities)
        self.requiresRevocationLists = sources.requiresRevocationLists
        for file in sources.revocationLists { try self.revocationLists.load(file) }
    }

    /// - Parameters:
    ///   - leaf: borrowed `X509 *`.
    ///   - chain: borrowed `STACK_OF(X509) *` with what the client sent, the leaf first.
    func judge(leaf: OpaquePointer, chain: OpaquePointer) -> PresentedCertificate {
        guard let key = VerifiedChains.Key(chain) else { return .unreadable(reason: "OpenSSL cannot encode it.") }
        if let known = self.verified[key] { return PresentedCertificate(known, trust: self) }
        do throws(X509FactsError) {
            let verified = self.verify(leaf: leaf, chain: chain, facts: try CertificateFacts(x509: leaf))
            self.verified[key] = verified
            return PresentedCertificate(verified, trust: self)
        } catch {
            return .unreadable(reason: error.description)
        }
    }

    private func verify(leaf: OpaquePointer, chain: OpaquePointer, facts: CertificateFacts) -> VerifiedChain {
        var verified = VerifiedChain(facts: facts, sent: Int(m2m_sk_X509_num(chain)), usage: KeyUsageText.of(leaf))
        do throws(ChainVerifier.Failure) {
            let path = try self.verifier.verify(leaf: leaf, chain: chain) { chain in
                Result { () throws(X509FactsError) in try VerifiedChain.path(chain) }
            }
            switch path {
            case .success(let path): verified.path = path
            case .failure(let error): verified.refusal = .invalid(facts, reason: error.clause)
            }
            // OpenSSL is content with key agreement; .NET asks for digital signatures, and TLS 1.3 knows nothing else.
            if X509_get_key_usage(leaf) & UInt32(KU_DIGITAL_SIGNATURE) == 0 { verified.refusal = .wrongUsage(facts) }
        } catch {
            verified.refusal = self.refusal(of: facts, error, leaf: leaf, chain: chain)
        }
        return verified
    }

    private func refusal(
        of facts: CertificateFacts,
        _ failure: ChainVerifier.Failure,
        leaf: OpaquePointer,
        chain: OpaquePointer
    ) -> CertificateRefusal {
        switch failure.code {
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: .untrusted(facts, .itself)
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
            X509_V_ERR_CERT_SIGNATURE_FAILURE, X509_V_ERR_CERT_UNTRUSTED:
            .untrusted(facts, self.origin(of: facts, leaf: leaf, chain: chain))
        // OpenSSL looks at the usage before it looks at the signatures.
        case X509_V_ERR_INVALID_PURPOSE where failure.depth == 0:
            self.verifier.knows(leaf: leaf, chain: chain)
                ? .wrongUsage(facts) : .untrusted(facts, self.origin(of: facts, leaf: leaf, chain: chain))
        default: .invalid(facts, reason: failure.text)
        }
    }

    private func origin(
        of facts: CertificateFacts,
        leaf: OpaquePointer,
        chain: OpaquePointer
    ) -> CertificateRefusal.Origin {
        for other in self.others where other.verifier.knows(leaf: leaf, chain: chain) {
            return .environment(other.environment)
        }
        return self.authorities.contains { $0.facts.subject == facts.issuer } ? .sameName : .unknown
    }
}
