import COpenSSL
import PKI

/// How a ``TestClient`` shakes hands.
struct ClientSettings {
    enum Version: String, CaseIterable {
        case tls12 = "TLSv1.2"
        case tls13 = "TLSv1.3"

        var number: Int32 { self == .tls12 ? TLS1_2_VERSION : TLS1_3_VERSION }
    }

    /// `nil` for both.
    var version: Version?
    var credentials: Credentials?
    /// In place of `credentials`.
    var forged: ForgedCertificate?
    /// Sent along with `credentials`.
    var forgedIntermediate: ForgedCertificate?
    /// In OpenSSL's notation.
    var signatureAlgorithms: String?
    var serverName: String?
    /// The only cipher suite that it offers, in OpenSSL's notation.
    var cipherSuite: String?
    /// Whether it signs with another private key than its certificate's (P-256).
    var hasOtherKey = false
    /// Whether it verifies the server's certificate, and trusts nobody.
    var trustsNobody = false

    /// OpenSSL refused what the test asked of it.
    struct Refused: Error {
        let call: String
    }

    /// - Returns: an `SSL_CTX *`, the caller's.
    func makeContext() throws -> OpaquePointer {
        guard let context = SSL_CTX_new(TLS_client_method()) else { throw Refused(call: "SSL_CTX_new") }
        if let version {
            _ = m2m_SSL_CTX_set_min_proto_version(context, version.number)
            _ = m2m_SSL_CTX_set_max_proto_version(context, version.number)
        }
        // Unfinished streams are the tests' business, not an error.
        SSL_CTX_set_options(context, m2m_SSL_OP_IGNORE_UNEXPECTED_EOF)
        if let signatureAlgorithms {
            try Self.require("SSL_CTX_set1_sigalgs_list") {
                signatureAlgorithms.withCString { text in
                    SSL_CTX_ctrl(context, SSL_CTRL_SET_SIGALGS_LIST, 0, UnsafeMutableRawPointer(mutating: text))
                }
            }
        }
        if self.trustsNobody { SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil) }
        if let cipherSuite {
            try Self.require("SSL_CTX_set_ciphersuites") {
                self.version == .tls12
                    ? SSL_CTX_set_cipher_list(context, cipherSuite) : SSL_CTX_set_ciphersuites(context, cipherSuite)
            }
        }
        try self.useCertificate(in: context)
        return context
    }

    private func useCertificate(in context: OpaquePointer) throws {
        for (index, certificate) in (self.credentials?.certificates ?? []).enumerated() {
            try certificate.withPointer { x509 in
                try Self.require("SSL_CTX_use_certificate") {
                    index == 0 ? SSL_CTX_use_certificate(context, x509) : m2m_SSL_CTX_add1_chain_cert(context, x509)
                }
            }
        }
        if let forgedIntermediate {
            try Self.require("SSL_CTX_add1_chain_cert") {
                m2m_SSL_CTX_add1_chain_cert(context, forgedIntermediate.x509)
            }
        }
        if let forged {
            try Self.require("SSL_CTX_use_certificate") { SSL_CTX_use_certificate(context, forged.x509) }
        }
        guard let key = self.forged?.key ?? self.credentials?.key else { return }
        let pointer = try self.hasOtherKey ? key.openSSLKeyOfAnother() : key.openSSLKey()
        defer { EVP_PKEY_free(pointer) }
        try Self.require("SSL_CTX_use_PrivateKey") { SSL_CTX_use_PrivateKey(context, pointer) }
    }

    static func require(_ call: String, _ body: () -> some BinaryInteger) throws {
        guard body() == 1 else { throw Refused(call: call) }
    }
}
