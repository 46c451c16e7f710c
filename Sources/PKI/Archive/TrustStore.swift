internal import COpenSSL
internal import X509Facts

/// A certificate as a Java truststore: a PKCS#12 file without a key, whose certificate Java takes for a trusted one.
public enum TrustStore {
    /// - Parameters:
    ///   - alias: Java's name for the entry. ASCII.
    ///   - password: 1–128 printable ASCII characters.
    /// - Returns: the file's bytes, DER; encrypted as ``PKCS12Encryption/compatible``.
    /// - Throws: ``PKIError`` with `invalid-input` for a password outside that range, `openssl-failed`.
    public static func export(_ certificate: Certificate, alias: String, password: String) throws(PKIError) -> [UInt8] {
        try PKCS12Archive.check(password)
        let encryption = PKCS12Encryption.compatible
        let bags = try OpenSSL.pointer("allocate memory") { m2m_sk_PKCS12_SAFEBAG_new_null() }
        defer { m2m_sk_PKCS12_SAFEBAG_pop_free(bags) }
        let bag = try OpenSSL.pointer("wrap the certificate '\(alias)'") {
            PKCS12_SAFEBAG_create_cert(certificate.pointer)
        }
        try Self.append(bag, to: bags)
        try OpenSSL.succeed("name the certificate '\(alias)'") { PKCS12_add_friendlyname_asc(bag, alias, -1) }
        try Self.markTrusted(bag)
        var safes: OpaquePointer?
        defer { m2m_sk_PKCS7_pop_free(safes) }
        try OpenSSL.succeed("encrypt the truststore") {
            PKCS12_add_safe(&safes, bags, encryption.cipher, encryption.iterations, password)
        }
        let archive = try OpenSSL.pointer("make the truststore") { PKCS12_add_safes(safes, 0) }
        defer { PKCS12_free(archive) }
        return try encryption.sealed(archive, of: alias, password: password)
    }

    private static func append(_ bag: OpaquePointer, to bags: OpaquePointer) throws(PKIError) {
        do {
            try OpenSSL.succeed("list the certificate") { m2m_sk_PKCS12_SAFEBAG_push(bags, bag) }
        } catch {
            PKCS12_SAFEBAG_free(bag)
            throw error
        }
    }

    /// What Java's key store of type PKCS12 looks for in a certificate without a key: Oracle's attribute
    /// `trustedKeyUsage`, which lists the purposes trusted for. Without it the entry is not even shown.
    private static func markTrusted(_ bag: OpaquePointer) throws(PKIError) {
        let anyExtendedKeyUsage = try OpenSSL.pointer("name a purpose") { OBJ_txt2obj("2.5.29.37.0", 1) }
        defer { ASN1_OBJECT_free(anyExtendedKeyUsage) }
        try OpenSSL.succeed("mark the certificate as trusted") {
            // With a length of -1 the value is not bytes but an object of OpenSSL's, which is copied.
            let value = UnsafeRawPointer(anyExtendedKeyUsage).assumingMemoryBound(to: UInt8.self)
            return PKCS12_add1_attr_by_txt(bag, "2.16.840.1.113894.746875.1.1", V_ASN1_OBJECT, value, -1)
        }
    }

    /// Whether `password` opens a PKCS#12 file, and which certificates without a key are in it.
    ///
    /// - Returns: `nil` when it does not, or `bytes` are no such file.
    static func certificates(in bytes: [UInt8], password: String) -> [Certificate]? {
        defer { OpenSSLErrorQueue.clear() }
        var cursor: UnsafePointer<UInt8>?
        let archive = bytes.withUnsafeBufferPointer { buffer in
            cursor = buffer.baseAddress
            return d2i_PKCS12(nil, &cursor, buffer.count)
        }
        guard let archive else { return nil }
        defer { PKCS12_free(archive) }
        var key: OpaquePointer?
        var ownCertificate: OpaquePointer?
        var others: OpaquePointer?
        guard PKCS12_parse(archive, password, &key, &ownCertificate, &others) == 1 else { return nil }
        defer {
            EVP_PKEY_free(key)
            X509_free(ownCertificate)
            m2m_sk_X509_pop_free(others)
        }
        guard let others else { return [] }
        return (0..<m2m_sk_X509_num(others)).compactMap { index in
            guard let pointer = m2m_sk_X509_value(others, index), X509_up_ref(pointer) == 1 else { return nil }
            return try? Certificate(owning: pointer)
        }
    }
}
