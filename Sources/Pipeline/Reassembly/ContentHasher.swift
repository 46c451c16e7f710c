import COpenSSL

/// SHA-256 of bytes as they come.
final class ContentHasher {
    private let context: OpaquePointer
    private var size: Int64 = 0

    init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            fatalError("OpenSSL cannot begin a SHA-256")
        }
        self.context = context
    }

    deinit {
        EVP_MD_CTX_free(self.context)
    }

    func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(self.context, bytes.baseAddress, bytes.count)
        self.size += Int64(bytes.count)
    }

    /// Call once.
    func finish() -> ContentDigest {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        EVP_DigestFinal_ex(self.context, &digest, &length)
        let digits = Array("0123456789abcdef".utf8)
        let hex = digest.prefix(Int(length)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return ContentDigest(size: self.size, sha256: String(decoding: hex, as: UTF8.self))
    }
}
