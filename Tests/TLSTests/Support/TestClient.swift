import COpenSSL

/// OpenSSL's client side over two memory BIOs: what it would send is taken from it, what it would receive is given.
///
/// The server's certificate is not verified.
final class TestClient {
    enum State: Equatable {
        case handshaking
        case open
        /// The server said that it will send no more.
        case closed
        /// OpenSSL's reasons.
        case failed([String])
    }

    private let context: OpaquePointer
    private let ssl: OpaquePointer
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer
    private(set) var state = State.handshaking
    /// The number of the server's alert (RFC 8446, 6) that ended the connection.
    private(set) var alert: UInt8?
    /// Plaintext from the server.
    private(set) var received: [UInt8] = []

    init(_ settings: ClientSettings, resuming session: Session? = nil) throws {
        self.context = try settings.makeContext()
        guard let ssl = SSL_new(self.context), let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem())
        else { throw ClientSettings.Refused(call: "SSL_new") }
        self.ssl = ssl
        self.incoming = incoming
        self.outgoing = outgoing
        // An empty memory BIO means "not yet", not the end.
        BIO_ctrl(incoming, BIO_C_SET_BUF_MEM_EOF_RETURN, -1, nil)
        SSL_set_bio(ssl, incoming, outgoing)
        SSL_set_connect_state(ssl)
        if let session { try ClientSettings.require("SSL_set_session") { SSL_set_session(ssl, session.pointer) } }
        if let name = settings.serverName {
            _ = name.withCString { text in
                SSL_ctrl(
                    ssl,
                    SSL_CTRL_SET_TLSEXT_HOSTNAME,
                    Int(TLSEXT_NAMETYPE_host_name),
                    UnsafeMutableRawPointer(mutating: text)
                )
            }
        }
    }

    deinit {
        SSL_free(self.ssl)
        SSL_CTX_free(self.context)
    }

    // MARK: The network's side

    func receive(_ ciphertext: [UInt8]) {
        guard !ciphertext.isEmpty else { return }
        BIO_write(self.incoming, ciphertext, Int32(ciphertext.count))
    }

    /// Does what can be done now and returns what is to be sent.
    func advance() -> [UInt8] {
        if self.state == .handshaking { self.shakeHands() }
        if self.state == .open { self.read() }
        return self.take()
    }

    private func take() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(self.outgoing))
        guard !bytes.isEmpty else { return [] }
        BIO_read(self.outgoing, &bytes, Int32(bytes.count))
        return bytes
    }

    private func shakeHands() {
        ERR_clear_error()
        let result = SSL_do_handshake(self.ssl)
        if result == 1 { self.state = .open } else { self.judge(result) }
    }

    private func read() {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            ERR_clear_error()
            let count = SSL_read(self.ssl, &buffer, Int32(buffer.count))
            guard count > 0 else { return self.judge(count) }
            self.received += buffer.prefix(Int(count))
        }
    }

    private func judge(_ result: Int32) {
        switch SSL_get_error(self.ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: break
        case SSL_ERROR_ZERO_RETURN: self.state = .closed
        default: self.state = .failed(self.reasons())
        }
    }

    private func reasons() -> [String] {
        var reasons: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            let reason = Int32(truncatingIfNeeded: code & 0x7F_FFFF)
            if reason > SSL_AD_REASON_OFFSET { self.alert = UInt8(exactly: reason - SSL_AD_REASON_OFFSET) }
            reasons.append(ERR_reason_error_string(code).map { String(cString: $0) } ?? String(code, radix: 16))
        }
        return reasons
    }

    // MARK: The application's side

    func send(_ plaintext: [UInt8]) throws {
        ERR_clear_error()
        let written = SSL_write(self.ssl, plaintext, Int32(plaintext.count))
        guard written == plaintext.count else { throw ClientSettings.Refused(call: "SSL_write") }
    }

    /// Says that nothing more will be sent.
    func closeOutput() {
        SSL_shutdown(self.ssl)
    }

    /// Asks for another handshake on the open connection (TLS 1.2).
    func renegotiate() throws {
        try ClientSettings.require("SSL_renegotiate") { SSL_renegotiate(self.ssl) }
        self.state = .handshaking
    }

    /// Has the server send under a new key (TLS 1.3).
    func updateKeys() throws {
        try ClientSettings.require("SSL_key_update") { SSL_key_update(self.ssl, SSL_KEY_UPDATE_REQUESTED) }
    }

    // MARK: What it learnt

    var version: String { String(cString: SSL_get_version(self.ssl)) }

    /// The server's key: `EVP_PKEY_RSA` or `EVP_PKEY_EC`.
    var serverKeyType: Int32? {
        SSL_get0_peer_certificate(self.ssl).map { EVP_PKEY_get_base_id(X509_get0_pubkey($0)) }
    }

    /// How many authorities the server named in its certificate request.
    var authorityNames: Int32 { max(0, OPENSSL_sk_num(SSL_get0_peer_CA_list(self.ssl))) }

    var session: Session? { SSL_get1_session(self.ssl).map(Session.init) }

    var isResumed: Bool { SSL_session_reused(self.ssl) == 1 }

    /// A TLS session that a later connection may try to resume.
    final class Session {
        fileprivate let pointer: OpaquePointer

        fileprivate init(_ pointer: OpaquePointer) { self.pointer = pointer }

        deinit { SSL_SESSION_free(self.pointer) }

        var isResumable: Bool { SSL_SESSION_is_resumable(self.pointer) == 1 }
        var hasTicket: Bool { SSL_SESSION_has_ticket(self.pointer) == 1 }
    }
}
