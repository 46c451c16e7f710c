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

    /// Everything but the dates, which the answer carries along: OpenSSL would stop at the first date that is wrong and
    /// leave the rest of the rules unchecked.
    ///
    /// - Parameters:
    ///   - leaf: borrowed `X509 *`.
    ///   - chain: borrowed `STACK_OF(X509) *` with what the client sent, or `nil`.
    ///   - facts: the leaf's.
    func verify(leaf: OpaquePointer, chain: OpaquePointer?, facts: CertificateFacts) -> VerifiedChain {
        OpenSSLFailure.clearQueue()
        guard let context = X509_STORE_CTX_new() else { fatalError("OpenSSL has no memory for a verification") }
        defer { X509_STORE_CTX_free(context) }
        guard X509_STORE_CTX_init(context, self.store, leaf, chain) == 1 else {
            let reason = "OpenSSL could not begin the verification: \(OpenSSLFailure.takeFromQueue())"
            return VerifiedChain(refusal: .invalid(facts, reason: reason), validities: [])
        }
        X509_STORE_CTX_set_flags(context, UInt(X509_V_FLAG_NO_CHECK_TIME))
        X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_CLIENT)
        guard X509_verify_cert(context) == 1 else {
            let code = X509_STORE_CTX_get_error(context)
            let depth = X509_STORE_CTX_get_error_depth(context)
            OpenSSLFailure.clearQueue()
            return VerifiedChain(refusal: Self.refusal(code: code, depth: depth, facts: facts), validities: [])
        }
        // OpenSSL is content with key agreement; .NET asks for digital signatures, and TLS 1.3 knows nothing else.
        guard X509_get_key_usage(leaf) & UInt32(KU_DIGITAL_SIGNATURE) != 0 else {
            return VerifiedChain(refusal: .wrongUsage(facts), validities: [])
        }
        return VerifiedChain(refusal: nil, validities: Self.validities(of: X509_STORE_CTX_get0_chain(context)))
    }

    private static func validities(of chain: OpaquePointer?) -> [ClosedRange<Date>?] {
        guard let chain else { return [] }
        return (0..<m2m_sk_X509_num(chain)).map { index in
            m2m_sk_X509_value(chain, index).flatMap { ClosedRange<Date>(validityOf: $0) }
        }
    }

    private static func refusal(code: CInt, depth: CInt, facts: CertificateFacts) -> CertificateRefusal {
        switch code {
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
            X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_SIGNATURE_FAILURE, X509_V_ERR_CERT_UNTRUSTED:
            .untrusted(facts)
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
