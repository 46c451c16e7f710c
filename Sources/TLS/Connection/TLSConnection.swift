import COpenSSL
import Domain
import Foundation
import NIOCore

/// One connection's TLS state, without a channel: ciphertext goes in and comes out as byte buffers.
///
/// Owned by one event loop.
final class TLSConnection {
    enum HandshakeProgress {
        case needsMore
        case completed(TLSHandshake)
        case failed(TLSFailure)
    }

    enum Plaintext {
        /// All that could be decrypted now.
        case bytes(ByteBuffer)
        case nothing
        /// The peer said that it will send no more; `rest` came before that.
        case closed(rest: ByteBuffer)
        /// A record could not be read; `rest` came before it.
        case failed(TLSFailure, rest: ByteBuffer)
    }

    private let context: TLSServerContext
    /// `SSL *`.
    let ssl: OpaquePointer
    private let bio: ByteBufferBIO
    /// Those that were taken to be sent.
    private(set) var sentRecords = SentRecords()
    /// Whether nothing that OpenSSL has to say is sent any more.
    private var isMute = false
    /// Whether the client has sent anything.
    private var isUsed = false
    private var certificate = PresentedCertificate.nothing
    /// Why the handshake is refused for the certificate's sake.
    private var rejection: (refusal: CertificateRefusal, time: Date)?
    /// The last that went either way.
    private(set) var alert: TLSAlert?

    init(context: TLSServerContext) {
        self.context = context
        self.bio = ByteBufferBIO()
        guard let ssl = SSL_new(context.pointer) else { fatalError("OpenSSL has no memory for a connection") }
        self.ssl = ssl
        let bio = self.bio.makeBIO()
        // One BIO for both directions; SSL_free releases it once.
        SSL_set_bio(ssl, bio, bio)
        SSL_set_accept_state(ssl)
        SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        SSL_free(self.ssl)
    }

    func receive(_ ciphertext: ByteBuffer) {
        self.isUsed = true
        self.bio.receive(ciphertext)
    }

    func closeInbound() { self.bio.closeInbound() }

    /// Ciphertext that is to be sent, `nil` when there is none.
    func takeCiphertext() -> ByteBuffer? {
        guard let ciphertext = self.bio.takeOutbound() else { return nil }
        self.sentRecords.count(ciphertext)
        return ciphertext
    }

    /// From now on no alert counts as sent. What OpenSSL writes all the same is the caller's to leave behind.
    func mute() { self.isMute = true }

    func advanceHandshake() -> HandshakeProgress {
        OpenSSLFailure.clearQueue()
        let result = SSL_do_handshake(self.ssl)
        self.bio.releaseInboundIfRead()
        if result == 1 { return .completed(self.handshake()) }
        switch SSL_get_error(self.ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needsMore
        case SSL_ERROR_ZERO_RETURN where self.alert == nil: return .failed(self.closedByClient())
        default: return .failed(self.failure(self.cause(of: .takeFromQueue())))
        }
    }

    func read(allocator: ByteBufferAllocator) -> Plaintext {
        // Plaintext is never longer than the ciphertext it comes in, but a part of a record may have come before; and
        // to learn that there is no more takes room for more.
        let unread = self.bio.unreadBytes
        var plaintext = allocator.buffer(capacity: unread + (unread > 4096 ? 17 * 1024 : 1024))
        while true {
            OpenSSLFailure.clearQueue()
            let result = plaintext.writeWithUnsafeMutableBytes(minimumWritableBytes: 1024) { target in
                max(0, Int(SSL_read(self.ssl, target.baseAddress, CInt(clamping: target.count))))
            }
            if result > 0 { continue }
            let reason = SSL_get_error(self.ssl, CInt(result))
            self.bio.releaseInboundIfRead()
            switch reason {
            case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE:
                return plaintext.readableBytes > 0 ? .bytes(plaintext) : .nothing
            case SSL_ERROR_ZERO_RETURN: return .closed(rest: plaintext)
            default:
                let failure = OpenSSLFailure.takeFromQueue()
                return .failed(self.failure(.record(reason: failure.description)), rest: plaintext)
            }
        }
    }

    /// Encrypts all of `plaintext`; the outbound side grows as needed, so this never waits.
    func write(_ plaintext: ByteBuffer) throws(TLSFailure) {
        var rest = plaintext
        while rest.readableBytes > 0 {
            OpenSSLFailure.clearQueue()
            let written = rest.withUnsafeReadableBytes { source in
                SSL_write(self.ssl, source.baseAddress, CInt(clamping: source.count))
            }
            guard written > 0 else {
                throw self.failure(.record(reason: OpenSSLFailure.takeFromQueue().description))
            }
            rest.moveReaderIndex(forwardBy: Int(written))
        }
    }

    /// Writes close_notify, once.
    func closeOutbound() {
        OpenSSLFailure.clearQueue()
        if SSL_get_shutdown(self.ssl) & SSL_SENT_SHUTDOWN == 0 { _ = SSL_shutdown(self.ssl) }
        OpenSSLFailure.clearQueue()
    }

    /// `TLSv1.2` or `TLSv1.3`; `nil` until the versions are compared.
    private var version: String? {
        // Until then OpenSSL tells the version of its first record.
        SSL_get_pending_cipher(self.ssl) == nil && SSL_get_current_cipher(self.ssl) == nil
            ? nil : String(cString: SSL_get_version(self.ssl))
    }

    private var serverName: String? { m2m_SSL_get_servername(self.ssl).map { String(cString: $0) } }

    private func handshake() -> TLSHandshake {
        TLSHandshake(
            version: String(cString: SSL_get_version(self.ssl)),
            serverName: self.serverName,
            certificate: self.certificate
        )
    }

    // MARK: Failures

    /// The connection's end, for whatever cause, with all that is known of the client.
    func failure(_ cause: TLSFailureCause) -> TLSFailure {
        TLSFailure(
            cause: cause,
            version: self.version,
            serverName: self.serverName,
            alert: self.alert,
            certificate: self.certificate,
            time: self.rejection?.time ?? self.context.now(self.certificate.facts)
        )
    }

    /// The client closed in the handshake.
    func closedByClient() -> TLSFailure { self.failure(.closedByClient(isUnused: !self.isUsed)) }

    private func cause(of failure: OpenSSLFailure) -> TLSFailureCause {
        if let rejection { return .certificateRejected(rejection.refusal, self.context.environment) }
        if let alert, alert.direction == .received { return .endedByClient(alert) }
        if failure.contains(reason: SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE) {
            return .certificateRejected(.missing, self.context.environment)
        }
        // Other messages have limits too, which are OpenSSL's own.
        if failure.contains(reason: SSL_R_EXCESSIVE_MESSAGE_SIZE), SSL_get_state(self.ssl) == TLS_ST_SR_CERT {
            return .chainTooLarge(limit: self.context.settings.clientCertificateBytes)
        }
        return failure.cause
    }

    // MARK: What OpenSSL calls in the handshake

    /// - Parameter verification: `X509_STORE_CTX *`.
    /// - Returns: whether the handshake goes on.
    static func judgeClient(_ verification: OpaquePointer?) -> Bool {
        let index = SSL_get_ex_data_X509_STORE_CTX_idx()
        guard let verification, let ssl = X509_STORE_CTX_get_ex_data(verification, index),
            let connection = Self.of(OpaquePointer(ssl))
        else { return false }
        return connection.judgeClient(verification)
    }

    private func judgeClient(_ verification: OpaquePointer) -> Bool {
        guard let leaf = X509_STORE_CTX_get0_cert(verification),
            let chain = X509_STORE_CTX_get0_untrusted(verification)
        else { return false }
        self.certificate = self.context.trust.judge(leaf: leaf, chain: chain)
        guard self.context.settings.refusal == .reject else { return true }
        let now = self.context.now(self.certificate.facts)
        guard let refusal = self.certificate.refusal(at: now) else { return true }
        self.rejection = (refusal, now)
        // OpenSSL chooses its alert by this number.
        X509_STORE_CTX_set_error(verification, refusal.verificationError)
        return false
    }

    static func noteAlert(_ ssl: OpaquePointer?, isSent: Bool, _ alert: CInt) {
        let closeNotify: UInt8 = 0
        let number = UInt8(truncatingIfNeeded: alert)
        guard number != closeNotify, let ssl, let connection = Self.of(ssl) else { return }
        if isSent, connection.isMute { return }
        connection.alert = TLSAlert(isSent ? .sent : .received, number: number)
    }

    private static func of(_ ssl: OpaquePointer) -> TLSConnection? {
        SSL_get_ex_data(ssl, 0).map { Unmanaged<TLSConnection>.fromOpaque($0).takeUnretainedValue() }
    }
}
