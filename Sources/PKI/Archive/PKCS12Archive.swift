internal import COpenSSL
internal import Domain
internal import X509Facts

/// Writes a key, its certificate and the authority's certificate as one PKCS#12 file.
///
/// Encrypted with PBE-SHA1-3DES and sealed with a SHA-1 MAC, 2048 iterations each: weak by today's measure, but
/// OpenSSL's present default (AES, SHA-256) is refused by Mono, by Windows before 2019 and by macOS before 15.
public enum PKCS12Archive {
    /// - Parameters:
    ///   - friendlyName: what stores of certificates show; Java makes it the alias. ASCII.
    ///   - password: 1–128 printable ASCII characters: programs disagree on how others are encoded.
    /// - Returns: the file's bytes, DER.
    /// - Throws: ``PKIError`` with `invalid-input` for a password outside that range, `key-mismatch` when `certificate`
    ///   is not of `key`, `openssl-failed`.
    public static func export(
        certificate: Certificate,
        key: PrivateKey,
        authority: Certificate,
        friendlyName: String,
        password: String
    ) throws(PKIError) -> [UInt8] {
        try Self.check(password)
        guard certificate.isOf(key) else {
            throw PKIError(
                .keyMismatch,
                "The certificate of '\(certificate.facts.subject)' is not of the key to be exported with it",
                hint: "Export the key that the certificate was made for."
            )
        }
        let archive = try Self.create(certificate, key, authority, friendlyName, password)
        defer { PKCS12_free(archive) }
        try OpenSSL.succeed("seal the PKCS#12 archive of '\(friendlyName)'") {
            PKCS12_set_mac(archive, password, -1, nil, 0, Self.iterations, EVP_sha1())
        }
        let bio = try OpenSSL.emptyBIO()
        try OpenSSL.succeed("write the PKCS#12 archive of '\(friendlyName)'") { i2d_PKCS12_bio(bio.pointer, archive) }
        return bio.bytes
    }

    private static let iterations: Int32 = 2048

    /// The archive without its MAC: `PKCS12_create` would take SHA-256 for that, so it is told to make none.
    private static func create(
        _ certificate: Certificate,
        _ key: PrivateKey,
        _ authority: Certificate,
        _ friendlyName: String,
        _ password: String
    ) throws(PKIError) -> OpaquePointer {
        let others = try OpenSSL.pointer("allocate memory") { m2m_sk_X509_new_null() }
        // Frees the list, not the certificate in it, which stays its owner's.
        defer { m2m_sk_X509_free(others) }
        try OpenSSL.succeed("list the authority's certificate") { m2m_sk_X509_push(others, authority.pointer) }
        let cipher = NID_pbe_WithSHA1And3_Key_TripleDES_CBC
        return try OpenSSL.pointer("make the PKCS#12 archive of '\(friendlyName)'") {
            PKCS12_create(
                password,
                friendlyName,
                key.pointer,
                certificate.pointer,
                others,
                cipher,
                cipher,
                Self.iterations,
                -1,
                0
            )
        }
    }

    static func check(_ password: String) throws(PKIError) {
        let isPrintable = password.utf8.allSatisfy { (0x20...0x7e).contains($0) }
        guard (1...128).contains(password.utf8.count), isPrintable else {
            throw PKIError(
                .invalidInput,
                "The password for PKCS#12 files has \(password.utf8.count) bytes"
                    + (isPrintable ? "" : ", some of them not printable ASCII")
                    + ": 1 to 128 printable ASCII characters are allowed",
                hint: "Choose another password in the settings."
            )
        }
    }
}
