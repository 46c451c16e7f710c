import COpenSSL
import NIOCore

/// OpenSSL's view of a connection that has no socket: it reads what the channel delivered and writes what the channel
/// is to send. Copies each byte once in either direction.
///
/// Owned by one event loop.
final class ByteBufferBIO {
    /// Ciphertext from the peer that OpenSSL has not asked for yet.
    private var inbound = ByteBuffer()
    /// Ciphertext for the peer that the channel has not taken yet.
    private var outbound = ByteBuffer()
    /// Whether the peer will send no more.
    private var isInboundClosed = false

    var unreadBytes: Int { self.inbound.readableBytes }

    func receive(_ ciphertext: ByteBuffer) {
        if self.inbound.readableBytes == 0 {
            self.inbound = ciphertext
        } else {
            var ciphertext = ciphertext
            self.inbound.writeBuffer(&ciphertext)
        }
    }

    func closeInbound() {
        self.isInboundClosed = true
    }

    /// Lets go of a buffer that is read to its end, so that the channel can read into it again.
    func releaseInboundIfRead() {
        if self.inbound.readableBytes == 0 { self.inbound = ByteBuffer() }
    }

    func takeOutbound() -> ByteBuffer? {
        guard self.outbound.readableBytes > 0 else { return nil }
        defer { self.outbound = ByteBuffer() }
        return self.outbound
    }

    /// Makes the BIO. It refers to `self` without retaining it: whoever owns both lets the BIO go first.
    func makeBIO() -> OpaquePointer {
        guard let bio = BIO_new(Self.method) else {
            fatalError("OpenSSL has no memory for a BIO")
        }
        BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
        BIO_set_init(bio, 1)
        return bio
    }

    private static func of(_ bio: OpaquePointer?) -> ByteBufferBIO {
        Unmanaged<ByteBufferBIO>.fromOpaque(BIO_get_data(bio)!).takeUnretainedValue()
    }

    private func read(into target: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(target.count, self.inbound.readableBytes)
        self.inbound.readWithUnsafeReadableBytes { source in
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<count]))
            return count
        }
        return count
    }

    // BIO_METHOD has no Sendable story; the table is written here once and only read afterwards.
    nonisolated(unsafe) private static let method: OpaquePointer = {
        guard let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "NIO byte buffer") else {
            fatalError("OpenSSL has no memory for a BIO method")
        }
        BIO_meth_set_read(method) { bio, target, count in
            let owner = ByteBufferBIO.of(bio)
            m2m_BIO_clear_retry_flags(bio)
            guard owner.inbound.readableBytes > 0 else {
                if owner.isInboundClosed { return 0 }
                m2m_BIO_set_retry_read(bio)
                return -1
            }
            return CInt(owner.read(into: UnsafeMutableRawBufferPointer(start: target, count: Int(count))))
        }
        BIO_meth_set_write(method) { bio, source, count in
            m2m_BIO_clear_retry_flags(bio)
            let owner = ByteBufferBIO.of(bio)
            return CInt(owner.outbound.writeBytes(UnsafeRawBufferPointer(start: source, count: Int(count))))
        }
        BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
        return method
    }()
}
