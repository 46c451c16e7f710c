import COpenSSL
import Domain
import Foundation
import NIOCore
import X509Facts

/// One connection's TLS state, without a channel: ciphertext goes in and comes out as byte buffers.
///
/// Owned by one event loop.
final class TLSConnection {
    enum HandshakeProgress {
        case needsMore
        case completed(TLSHandshake)
        case failed(OpenSSLFailure)
    }

    enum Plaintext {
        /// All that could be decrypted now.
        case bytes(ByteBuffer)
        case nothing
        /// The peer said that it will send no more; `rest` came before that.
        case closed(rest: ByteBuffer)
        /// A record could not be read; `rest` came before it.
        case failed(OpenSSLFailure, rest: ByteBuffer)
    }

    private let context: TLSServerContext
    private let ssl: OpaquePointer
    private let bio: ByteBufferBIO

    init(context: TLSServerContext) {
        self.context = context
        self.bio = ByteBufferBIO()
        guard let ssl = SSL_new(context.pointer) else { fatalError("OpenSSL has no memory for a connection") }
        self.ssl = ssl
        let bio = self.bio.makeBIO()
        // One BIO for both directions; SSL_free releases it once.
        SSL_set_bio(ssl, bio, bio)
        SSL_set_accept_state(ssl)
    }

    deinit {
        SSL_free(self.ssl)
    }

    func receive(_ ciphertext: ByteBuffer) { self.bio.receive(ciphertext) }

    func closeInbound() { self.bio.closeInbound() }

    /// Ciphertext that is to be sent, `nil` when there is none.
    func takeCiphertext() -> ByteBuffer? { self.bio.takeOutbound() }

    func advanceHandshake() -> HandshakeProgress {
        OpenSSLFailure.clearQueue()
        let result = SSL_do_handshake(self.ssl)
        self.bio.releaseInboundIfRead()
        if result == 1 { return .completed(self.handshake()) }
        switch SSL_get_error(self.ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needsMore
        default: return .failed(.takeFromQueue())
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
            default: return .failed(.takeFromQueue(), rest: plaintext)
            }
        }
    }

    /// Encrypts all of `plaintext`; the outbound side grows as needed, so this never waits.
    func write(_ plaintext: ByteBuffer) throws(OpenSSLFailure) {
        var rest = plaintext
        while rest.readableBytes > 0 {
            OpenSSLFailure.clearQueue()
            let written = rest.withUnsafeReadableBytes { source in
                SSL_write(self.ssl, source.baseAddress, CInt(clamping: source.count))
            }
            guard written > 0 else { throw .takeFromQueue() }
            rest.moveReaderIndex(forwardBy: Int(written))
        }
    }

    /// Writes close_notify, once.
    func closeOutbound() {
        OpenSSLFailure.clearQueue()
        if SSL_get_shutdown(self.ssl) & SSL_SENT_SHUTDOWN == 0 { _ = SSL_shutdown(self.ssl) }
        OpenSSLFailure.clearQueue()
    }

    private func handshake() -> TLSHandshake {
        TLSHandshake(
            version: String(cString: SSL_get_version(self.ssl)),
            serverName: m2m_SSL_get_servername(self.ssl).map { String(cString: $0) },
            certificate: self.presentedCertificate()
        )
    }

    private func presentedCertificate() -> PresentedCertificate {
        guard let leaf = SSL_get0_peer_certificate(self.ssl) else { return .nothing }
        do throws(X509FactsError) {
            let chain = PresentedChain(
                facts: try CertificateFacts(x509: leaf),
                leaf: leaf,
                intermediates: SSL_get_peer_cert_chain(self.ssl),
                verifier: self.context.verifier
            )
            return PresentedCertificate(chain)
        } catch {
            return .unreadable(reason: error.description)
        }
    }
}
