import COpenSSL
import Domain

/// Verifies certificates against some authorities (RFC 5280, 6.1) and against nothing else: the system's trust store is
/// never consulted.
///
/// Immutable after it is made, so any thread may use it; a verification takes some 100 µs of processor time.
final class ChainVerifier: @unchecked Sendable {
    private let store: OpaquePointer

    init(_ authorities: [AuthorityCertificate]) throws(TLSConfigurationError) {
        OpenSSLFailure.clearQueue()
        guard let store = X509_STORE_new() else {
            throw TLSConfigurationError(call: "X509_STORE_new", failure: .takeFromQueue())
        }
        self.store = store
        for authority in authorities where X509_STORE_add_cert(store, authority.pointer) != 1 {
            throw TLSConfigurationError(call: "X509_STORE_add_cert", failure: .takeFromQueue())
        }
    }

    deinit {
        X509_STORE_free(self.store)
    }

    /// Why OpenSSL refuses a chain.
    struct Failure: Error {
        /// One of the `X509_V_ERR_` numbers.
        let code: CInt
        /// Of the certificate at fault: 0 for the leaf.
        let depth: CInt

        var text: String {
            let place = self.depth == 0 ? "" : " (in the certificate \(self.depth) above it)"
            return String(cString: X509_verify_cert_error_string(Int(self.code))) + place
        }
    }

    /// Everything but the dates: OpenSSL would stop at the first date that is wrong and leave the rest of the rules
    /// unchecked.
    ///
    /// - Parameters:
    ///   - leaf: borrowed `X509 *`.
    ///   - chain: borrowed `STACK_OF(X509) *` with what the client sent, or `nil`.
    ///   - isForClients: whether key usage and extended key usage must allow client authentication.
    ///   - body: is lent the verified chain, a `STACK_OF(X509) *` with the leaf first.
    func verify<Value>(
        leaf: OpaquePointer,
        chain: OpaquePointer?,
        isForClients: Bool = true,
        _ body: (OpaquePointer) -> Value
    ) throws(Failure) -> Value {
        OpenSSLFailure.clearQueue()
        defer { OpenSSLFailure.clearQueue() }
        guard let context = X509_STORE_CTX_new() else { fatalError("OpenSSL has no memory for a verification") }
        defer { X509_STORE_CTX_free(context) }
        guard X509_STORE_CTX_init(context, self.store, leaf, chain) == 1 else {
            throw Failure(code: X509_V_ERR_UNSPECIFIED, depth: 0)
        }
        X509_STORE_CTX_set_flags(context, UInt(X509_V_FLAG_NO_CHECK_TIME))
        if isForClients { X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_CLIENT) }
        guard X509_verify_cert(context) == 1, let verified = X509_STORE_CTX_get0_chain(context) else {
            throw Failure(
                code: X509_STORE_CTX_get_error(context),
                depth: X509_STORE_CTX_get_error_depth(context)
            )
        }
        return body(verified)
    }

    /// Whether the chain leads to one of the authorities by sound signatures, whatever it may be used for.
    func knows(leaf: OpaquePointer, chain: OpaquePointer?) -> Bool {
        do throws(Failure) {
            return try self.verify(leaf: leaf, chain: chain, isForClients: false) { _ in true }
        } catch {
            return false
        }
    }
}
