internal import COpenSSL
public import Domain
internal import X509Facts

/// An X.509 certificate; owns an `X509`.
///
/// May be used from any thread: OpenSSL guards what it caches in the object, and nothing here changes one after it is
/// made.
public final class Certificate: @unchecked Sendable {
    let pointer: OpaquePointer
    /// What it says of itself.
    public let facts: CertificateFacts

    /// Takes over `pointer`, also when it throws.
    init(owning pointer: OpaquePointer) throws(PKIError) {
        do {
            self.facts = try CertificateFacts(x509: pointer)
        } catch {
            X509_free(pointer)
            throw PKIError(
                .invalidInput,
                "The certificate is not usable",
                cause: error.description,
                hint: "Use a certificate whose names, dates and serial number follow RFC 5280."
            )
        }
        self.pointer = pointer
    }

    deinit { X509_free(self.pointer) }

    /// Reads the first certificate of a PEM text.
    ///
    /// - Throws: ``PKIError`` with `openssl-failed` when there is none, `invalid-input` when its fields break RFC 5280.
    public convenience init(pem: String) throws(PKIError) {
        let bio = try OpenSSL.bio(reading: pem)
        try self.init(
            owning: try OpenSSL.pointer("read the certificate") { PEM_read_bio_X509(bio.pointer, nil, nil, nil) }
        )
    }

    /// Reads a certificate in DER. Bytes after it are ignored.
    ///
    /// - Throws: as ``init(pem:)``.
    public convenience init(der: [UInt8]) throws(PKIError) {
        try self.init(
            owning: try OpenSSL.pointer("read the certificate") {
                der.withUnsafeBufferPointer { bytes in
                    var cursor = bytes.baseAddress
                    return d2i_X509(nil, &cursor, bytes.count)
                }
            }
        )
    }

    /// Makes a certificate that its own key signs, whatever the profile says.
    ///
    /// - Throws: as ``CertificateAuthority/issue(_:for:)``.
    public static func selfSigned(_ profile: CertificateProfile, key: PrivateKey) throws(PKIError) -> Certificate {
        try CertificateBuilder(profile: profile, key: key, issuer: nil, signer: key).build()
    }

    /// - Throws: ``PKIError`` with `openssl-failed`, when memory is short.
    public func pem() throws(PKIError) -> String {
        let bio = try OpenSSL.emptyBIO()
        try OpenSSL.succeed("write the certificate") { PEM_write_bio_X509(bio.pointer, self.pointer) }
        return String(decoding: bio.bytes, as: UTF8.self)
    }

    /// - Throws: ``PKIError`` with `openssl-failed`, when memory is short.
    public func der() throws(PKIError) -> [UInt8] {
        let bio = try OpenSSL.emptyBIO()
        try OpenSSL.succeed("write the certificate") { i2d_X509_bio(bio.pointer, self.pointer) }
        return bio.bytes
    }

    /// Whether this is the certificate of `key`'s public half.
    public func isOf(_ key: PrivateKey) -> Bool {
        defer { OpenSSLErrorQueue.clear() }
        return X509_check_private_key(self.pointer, key.pointer) == 1
    }

    /// Whether `issuer` signed this certificate: its name, key identifier and key usage fit and the signature is good.
    /// Dates are not looked at.
    public func isIssued(by issuer: Certificate) -> Bool {
        defer { OpenSSLErrorQueue.clear() }
        guard X509_check_issued(issuer.pointer, self.pointer) == X509_V_OK else { return false }
        return X509_verify(self.pointer, X509_get0_pubkey(issuer.pointer)) == 1
    }

    /// Whether basic constraints and key usage let it sign certificates.
    public var isAuthority: Bool { X509_check_ca(self.pointer) == 1 }

    /// Lends the `X509 *` to code that speaks to OpenSSL itself. It must not be changed, freed or kept beyond `body`.
    package func withPointer<Value, Failure: Error>(
        _ body: (OpaquePointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try body(self.pointer)
    }
}
