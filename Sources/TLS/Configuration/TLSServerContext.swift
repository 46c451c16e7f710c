import COpenSSL
public import Domain
public import Foundation

/// The server's side of every handshake in one environment: its certificates, and how clients are judged
/// (docs/protocol.md, "Certificates and TLS"). One for all connections.
///
/// Immutable after it is made; any event loop may use it.
public final class TLSServerContext: @unchecked Sendable {
    let pointer: OpaquePointer
    let settings: TLSServerSettings
    let environment: EnvironmentName
    let trust: ClientTrust
    let now: @Sendable (CertificateFacts?) -> Date

    /// Reads the server's certificates and keys. Blocking.
    ///
    /// - Parameter now: the time by which a client's certificate is judged in the handshake, `nil` for one that has none or
    ///   none that can be read. Called on an event loop.
    /// - Throws: ``TLSConfigurationError``.
    public init(
        _ settings: TLSServerSettings,
        environment: EnvironmentName,
        trust: ClientTrust,
        now: @escaping @Sendable (CertificateFacts?) -> Date
    ) throws(TLSConfigurationError) {
        self.settings = settings
        self.environment = environment
        self.trust = trust
        self.now = now
        OpenSSLFailure.clearQueue()
        guard let pointer = SSL_CTX_new(TLS_server_method()) else {
            throw TLSConfigurationError(call: "SSL_CTX_new", failure: .takeFromQueue())
        }
        self.pointer = pointer
        self.setProtocol()
        self.setClientVerification()
        for certificate in settings.certificates { try self.use(certificate) }
        if settings.sendsAuthorityNames { self.sendAuthorityNames() }
    }

    deinit {
        SSL_CTX_free(self.pointer)
    }

    /// Each handshake a full one: a resumed session would carry a verdict of yesterday.
    private func setProtocol() {
        let versions = self.settings.versions
        _ = m2m_SSL_CTX_set_min_proto_version(self.pointer, versions == .only13 ? TLS1_3_VERSION : TLS1_2_VERSION)
        _ = m2m_SSL_CTX_set_max_proto_version(self.pointer, versions == .only12 ? TLS1_2_VERSION : TLS1_3_VERSION)
        _ = m2m_SSL_CTX_set_session_cache_mode(self.pointer, Int(SSL_SESS_CACHE_OFF))
        SSL_CTX_set_num_tickets(self.pointer, 0)
        SSL_CTX_set_options(
            self.pointer,
            m2m_SSL_OP_NO_TICKET | m2m_SSL_OP_NO_RENEGOTIATION | m2m_SSL_OP_NO_COMPRESSION
                | m2m_SSL_OP_IGNORE_UNEXPECTED_EOF
        )
        // Idle connections give their record buffers back, 34 kB each. And the files say which certificates are sent: left to
        // itself, OpenSSL would look for more in each handshake.
        _ = m2m_SSL_CTX_set_mode(self.pointer, Int(SSL_MODE_RELEASE_BUFFERS | SSL_MODE_NO_AUTO_CHAIN))
    }

    private func setClientVerification() {
        let mustPresent = self.settings.refusal == .reject ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0
        SSL_CTX_set_verify(self.pointer, SSL_VERIFY_PEER | mustPresent, nil)
        SSL_CTX_set_cert_verify_callback(
            self.pointer,
            { verification, _ in TLSConnection.judgeClient(verification) ? 1 : 0 },
            nil
        )
        SSL_CTX_set_info_callback(self.pointer) { ssl, place, alert in
            if place & SSL_CB_ALERT != 0 { TLSConnection.noteAlert(ssl, isSent: place & SSL_CB_WRITE != 0, alert) }
        }
        m2m_SSL_CTX_set_max_cert_list(self.pointer, self.settings.clientCertificateBytes)
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

    private func sendAuthorityNames() {
        for authority in self.trust.authorities { SSL_CTX_add_client_CA(self.pointer, authority.pointer) }
    }
}
