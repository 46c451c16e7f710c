import COpenSSL
import NIOCore

/// Seals a record as a server of TLS 1.2 does (RFC 5246, 6.2.3.3), for what OpenSSL would not send.
struct ServerSeal {
    private let cipher: OpaquePointer
    private let key: [UInt8]
    private let fixedNonce: [UInt8]

    private static let tagLength = 16
    private static let nonceLength = 12

    /// - Parameter ssl: borrowed `SSL *` whose handshake is over.
    /// - Returns: `nil` when the cipher is neither AES-GCM (RFC 5288) nor ChaCha20-Poly1305 (RFC 7905).
    init?(_ ssl: OpaquePointer) {
        guard let suite = SSL_get_current_cipher(ssl) else { return nil }
        let number = SSL_CIPHER_get_cipher_nid(suite)
        let fixedLengths = [NID_aes_128_gcm: 4, NID_aes_256_gcm: 4, NID_chacha20_poly1305: Self.nonceLength]
        guard let fixed = fixedLengths[number], let cipher = EVP_get_cipherbyname(OBJ_nid2sn(number)) else {
            return nil
        }
        let keyLength = Int(EVP_CIPHER_get_key_length(cipher))
        // Two of each, the client's first; there are no keys for a MAC.
        guard let block = Self.keyBlock(2 * (keyLength + fixed), of: ssl, suite) else { return nil }
        self.cipher = cipher
        self.key = Array(block[keyLength..<2 * keyLength])
        self.fixedNonce = Array(block.suffix(fixed))
    }

    /// RFC 5246, 6.3.
    private static func keyBlock(_ count: Int, of ssl: OpaquePointer, _ suite: OpaquePointer) -> [UInt8]? {
        var secret = [UInt8](repeating: 0, count: Int(SSL_MAX_MASTER_KEY_LENGTH))
        let secretLength = SSL_SESSION_get_master_key(SSL_get_session(ssl), &secret, secret.count)
        var seed = Array("key expansion".utf8)
        for random in [SSL_get_server_random, SSL_get_client_random] {
            var bytes = [UInt8](repeating: 0, count: Int(SSL3_RANDOM_SIZE))
            _ = random(ssl, &bytes, bytes.count)
            seed += bytes
        }
        guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_TLS1_PRF, nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        var (block, length) = ([UInt8](repeating: 0, count: count), count)
        guard EVP_PKEY_derive_init(context) == 1,
            EVP_PKEY_CTX_set_tls1_prf_md(context, SSL_CIPHER_get_handshake_digest(suite)) == 1,
            EVP_PKEY_CTX_set1_tls1_prf_secret(context, secret, Int32(secretLength)) == 1,
            EVP_PKEY_CTX_add1_tls1_prf_seed(context, seed, Int32(seed.count)) == 1,
            EVP_PKEY_derive(context, &block, &length) == 1
        else { return nil }
        return block
    }

    /// - Parameters:
    ///   - type: ContentType.
    ///   - number: how many records the server has sent since its change_cipher_spec.
    /// - Returns: the whole record; `nil` when OpenSSL refuses.
    func record(_ type: UInt8, _ content: [UInt8], number: UInt64) -> ByteBuffer? {
        var head = ByteBuffer(integer: type)
        head.writeInteger(UInt16(TLS1_2_VERSION))
        var numbered = ByteBuffer(integer: number)
        numbered.writeImmutableBuffer(head)
        numbered.writeInteger(UInt16(content.count))
        let explicit = Array(ByteBuffer(integer: number).readableBytesView)
        let isExplicit = self.fixedNonce.count < Self.nonceLength
        // ChaCha20-Poly1305 has the number in the nonce itself (RFC 7905, 2).
        let nonce =
            isExplicit
            ? self.fixedNonce + explicit
            : zip(self.fixedNonce, [0, 0, 0, 0] + explicit).map { $0 ^ $1 }
        guard let sealed = self.seal(content, nonce: nonce, additional: Array(numbered.readableBytesView)) else {
            return nil
        }
        let fragment = (isExplicit ? explicit : []) + sealed
        head.writeInteger(UInt16(fragment.count))
        head.writeBytes(fragment)
        return head
    }

    private func seal(_ content: [UInt8], nonce: [UInt8], additional: [UInt8]) -> [UInt8]? {
        guard let context = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        var sealed = [UInt8](repeating: 0, count: content.count)
        var tag = [UInt8](repeating: 0, count: Self.tagLength)
        var count: Int32 = 0
        guard EVP_EncryptInit_ex(context, self.cipher, nil, self.key, nonce) == 1,
            EVP_EncryptUpdate(context, nil, &count, additional, Int32(additional.count)) == 1,
            EVP_EncryptUpdate(context, &sealed, &count, content, Int32(content.count)) == 1,
            EVP_EncryptFinal_ex(context, nil, &count) == 1,
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1
        else { return nil }
        return sealed + tag
    }
}
