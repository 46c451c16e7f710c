internal import COpenSSL
internal import X509Facts

/// A private key and its public half; owns an `EVP_PKEY`.
///
/// May be used from any thread: OpenSSL's key objects are safe to read from several at once, and nothing here changes
/// one after it is made.
public final class PrivateKey: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes over `pointer`.
    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    deinit { EVP_PKEY_free(self.pointer) }

    /// Reads an unencrypted key.
    ///
    /// - Parameter pem: PKCS#8, PKCS#1 or SEC 1, as `-----BEGIN … PRIVATE KEY-----`.
    /// - Throws: ``PKIError`` with `openssl-failed` when it is none, or is encrypted.
    public convenience init(pem: String) throws(PKIError) {
        let bio = try OpenSSL.bio(reading: pem)
        self.init(
            owning: try OpenSSL.pointer("read the private key") {
                // Without a callback of ours OpenSSL would ask for an encrypted key's password at the terminal.
                PEM_read_bio_PrivateKey(bio.pointer, nil, { _, _, _, _ in -1 }, nil)
            }
        )
    }

    /// The key as unencrypted PKCS#8, `-----BEGIN PRIVATE KEY-----`.
    ///
    /// - Throws: ``PKIError`` with `openssl-failed`, when memory is short.
    public func pem() throws(PKIError) -> String {
        let bio = try OpenSSL.emptyBIO()
        try OpenSSL.succeed("write the private key") {
            PEM_write_bio_PrivateKey(bio.pointer, self.pointer, nil, nil, 0, nil, nil)
        }
        return String(decoding: bio.bytes, as: UTF8.self)
    }
}
