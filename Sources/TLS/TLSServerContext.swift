import COpenSSL
import Domain

/// The server's side of every handshake in one environment: its certificates, and how clients are judged
/// (docs/protocol.md, "Certificates and TLS"). One for all connections.
///
/// Immutable after it is made; any event loop may use it.
public final class TLSServerContext: @unchecked Sendable {
    let pointer: OpaquePointer
    let verifier: ClientCertificateVerifier

    /// - Parameters:
    ///   - certificates: one for each key type offered; the client's signature algorithms choose.
    ///   - clientAuthoritiesPath: PEM file with the certificate authorities whose client certificates are accepted.
    ///   - sendsAuthorityNames: whether the certificate request names those authorities. With names, Java withholds a
    ///     certificate of another authority and the real cause stays hidden, so the default is without.
    public init(
        certificates: [ServerCertificate],
        clientAuthoritiesPath: String,
        sendsAuthorityNames: Bool = false
    ) throws(TLSConfigurationError) {
        self.verifier = try ClientCertificateVerifier(authoritiesPath: clientAuthoritiesPath)
        OpenSSLFailure.clearQueue()
        guard let pointer = SSL_CTX_new(TLS_server_method()) else {
            throw TLSConfigurationError(call: "SSL_CTX_new", failure: .takeFromQueue())
        }
        self.pointer = pointer
        self.setProtocol()
        self.setClientVerification()
        for certificate in certificates { try self.use(certificate) }
        if sendsAuthorityNames { try self.sendAuthorityNames(of: clientAuthoritiesPath) }
    }

    deinit {
        SSL_CTX_free(self.pointer)
    }

    /// TLS 1.2 and 1.3, each handshake a full one: a resumed session would carry a verdict of yesterday.
    private func setProtocol() {
        _ = m2m_SSL_CTX_set_min_proto_version(self.pointer, TLS1_2_VERSION)
        _ = m2m_SSL_CTX_set_max_proto_version(self.pointer, TLS1_3_VERSION)
        _ = m2m_SSL_CTX_set_session_cache_mode(self.pointer, Int(SSL_SESS_CACHE_OFF))
        SSL_CTX_set_num_tickets(self.pointer, 0)
        SSL_CTX_set_options(
            self.pointer,
            m2m_SSL_OP_NO_TICKET | m2m_SSL_OP_NO_RENEGOTIATION | m2m_SSL_OP_NO_COMPRESSION
                | m2m_SSL_OP_IGNORE_UNEXPECTED_EOF
        )
        // Idle connections give their record buffers back, 34 kB each.
        _ = m2m_SSL_CTX_set_mode(self.pointer, Int(SSL_MODE_RELEASE_BUFFERS))
    }

    /// A certificate is asked for, and the handshake completes whatever comes: the verdict is given afterwards and
    /// answered to the call, where the client can read it.
    private func setClientVerification() {
        SSL_CTX_set_verify(self.pointer, SSL_VERIFY_PEER, nil)
        SSL_CTX_set_cert_verify_callback(self.pointer, { _, _ in 1 }, nil)
        let name = Array("m2m-emulator".utf8)
        SSL_CTX_set_session_id_context(self.pointer, name, UInt32(name.count))
    }

    private func use(_ certificate: ServerCertificate) throws(TLSConfigurationError) {
        guard SSL_CTX_use_certificate_chain_file(self.pointer, certificate.certificatePath) == 1 else {
            throw TLSConfigurationError(
                "The server certificate",
                file: certificate.certificatePath,
                failure: .takeFromQueue()
            )
        }
        guard SSL_CTX_use_PrivateKey_file(self.pointer, certificate.keyPath, SSL_FILETYPE_PEM) == 1 else {
            throw TLSConfigurationError("The server's key", file: certificate.keyPath, failure: .takeFromQueue())
        }
    }

    private func sendAuthorityNames(of path: String) throws(TLSConfigurationError) {
        guard let names = SSL_load_client_CA_file(path) else {
            throw TLSConfigurationError(
                "The certificate authority of the clients",
                file: path,
                failure: .takeFromQueue()
            )
        }
        SSL_CTX_set_client_CA_list(self.pointer, names)
    }
}
