import COpenSSL

/// SHA-256 (FIPS 180-4) of bytes that come in portions.
///
/// One thread at a time may use it.
public final class SHA256 {
    private let context: OpaquePointer

    /// - Throws: ``PKIError`` when memory is short.
    public init() throws(PKIError) {
        self.context = try OpenSSL.pointer("allocate memory") { EVP_MD_CTX_new() }
        let context = self.context
        try OpenSSL.succeed("compute SHA-256") { EVP_DigestInit_ex(context, EVP_sha256(), nil) }
    }

    deinit {
        EVP_MD_CTX_free(self.context)
    }

    public func update(_ bytes: [UInt8]) throws(PKIError) {
        try OpenSSL.succeed("compute SHA-256") { EVP_DigestUpdate(self.context, bytes, bytes.count) }
    }

    /// Lower-case hexadecimal. Once, at the end.
    public func finish() throws(PKIError) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        try OpenSSL.succeed("compute SHA-256") { EVP_DigestFinal_ex(self.context, &digest, nil) }
        return digest.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }
}
