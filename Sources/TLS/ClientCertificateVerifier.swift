import COpenSSL
import Domain
import Foundation
import X509Facts

/// Verifies client certificates against the certificate authorities of one environment (RFC 5280, 6.1), and against
/// nothing else: the system's trust store is never consulted.
///
/// Immutable after it is made, so any event loop may use it; a verification takes some 100 µs of processor time.
final class ClientCertificateVerifier: @unchecked Sendable {
    private let store: OpaquePointer

    /// - Parameter authoritiesPath: PEM file with the environment's certificate authorities.
    init(authoritiesPath: String) throws(TLSConfigurationError) {
        OpenSSLFailure.clearQueue()
        guard let store = X509_STORE_new() else {
            throw TLSConfigurationError(call: "X509_STORE_new", failure: .takeFromQueue())
        }
        self.store = store
        guard X509_STORE_load_file(store, authoritiesPath) == 1 else {
            throw TLSConfigurationError(
                "The certificate authority of the clients",
                file: authoritiesPath,
                failure: .takeFromQueue()
            )
        }
    }

    deinit {
        X509_STORE_free(self.store)
    }

    /// - Parameters:
    ///   - leaf: borrowed `X509 *`.
    ///   - chain: borrowed `STACK_OF(X509) *` with what the client sent, or `nil`.
    func verify(leaf: OpaquePointer, chain: OpaquePointer?, at now: Date) -> PresentedCertificate {
        let facts: CertificateFacts
        do throws(X509FactsError) {
            facts = try CertificateFacts(x509: leaf)
        } catch {
            return PresentedCertificate(facts: nil, chainRefusal: .unreadable(reason: error.description))
        }
        OpenSSLFailure.clearQueue()
        guard let context = X509_STORE_CTX_new(), X509_STORE_CTX_init(context, self.store, leaf, chain) == 1 else {
            let reason = "OpenSSL could not begin the verification: \(OpenSSLFailure.takeFromQueue())"
            return PresentedCertificate(facts: facts, chainRefusal: .invalid(facts, reason: reason))
        }
        defer { X509_STORE_CTX_free(context) }
        X509_STORE_CTX_set_time(context, 0, time_t(now.timeIntervalSince1970))
        X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_CLIENT)
        if X509_verify_cert(context) == 1 { return PresentedCertificate(facts: facts, chainRefusal: nil) }
        let code = X509_STORE_CTX_get_error(context)
        let depth = X509_STORE_CTX_get_error_depth(context)
        OpenSSLFailure.clearQueue()
        let refusal = Self.refusal(code: code, depth: depth, facts: facts, now: now)
        return PresentedCertificate(facts: facts, chainRefusal: refusal)
    }

    private static func refusal(code: CInt, depth: CInt, facts: CertificateFacts, now: Date) -> CertificateRefusal {
        switch code {
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
            X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_SIGNATURE_FAILURE, X509_V_ERR_CERT_UNTRUSTED:
            .untrusted(facts)
        case X509_V_ERR_CERT_HAS_EXPIRED where depth == 0: .expired(facts, now: now)
        case X509_V_ERR_CERT_NOT_YET_VALID where depth == 0: .notYetValid(facts, now: now)
        case X509_V_ERR_INVALID_PURPOSE where depth == 0: .wrongUsage(facts)
        default:
            .invalid(
                facts,
                reason: String(cString: X509_verify_cert_error_string(Int(code)))
                    + (depth == 0 ? "" : " (in the certificate \(depth) above it)")
            )
        }
    }
}
