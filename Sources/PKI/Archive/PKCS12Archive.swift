internal import COpenSSL
internal import Domain
internal import X509Facts

/// Writes a key, its certificate and the authority's certificate as one PKCS#12 file.
public enum PKCS12Archive {
    /// - Parameters:
    ///   - authority: `nil` to leave one out.
    ///   - friendlyName: what stores of certificates show; Java makes it the alias. ASCII.
    ///   - password: 1–128 printable ASCII characters: programs disagree on how others are encoded.
    /// - Returns: the file's bytes, DER.
    /// - Throws: ``PKIError`` with `invalid-input` for a password outside that range, `key-mismatch` when `certificate`
    ///   is not of `key`, `openssl-failed`.
    public static func export(
        certificate: Certificate,
        key: PrivateKey,
        authority: Certificate?,
        friendlyName: String,
        password: String,
        encryption: PKCS12Encryption = .compatible
    ) throws(PKIError) -> [UInt8] {
        try Self.check(password)
        guard certificate.isOf(key) else {
            throw PKIError(
                .keyMismatch,
                "The certificate of '\(certificate.facts.subject)' is not of the key to be exported with it",
                hint: "Export the key that the certificate was made for."
            )
        }
        let archive = try Self.create(certificate, key, authority, friendlyName, password, encryption)
        defer { PKCS12_free(archive) }
        return try encryption.sealed(archive, of: friendlyName, password: password)
    }

    /// The archive without its MAC: `PKCS12_create` would choose one for itself, so it is told to make none.
    private static func create(
        _ certificate: Certificate,
        _ key: PrivateKey,
        _ authority: Certificate?,
        _ friendlyName: String,
        _ password: String,
        _ encryption: PKCS12Encryption
    ) throws(PKIError) -> OpaquePointer {
        let others = try OpenSSL.pointer("allocate memory") { m2m_sk_X509_new_null() }
        // Frees the list, not the certificate in it, which stays its owner's.
        defer { m2m_sk_X509_free(others) }
        if let authority {
            try OpenSSL.succeed("list the authority's certificate") { m2m_sk_X509_push(others, authority.pointer) }
        }
        return try OpenSSL.pointer("make the PKCS#12 archive of '\(friendlyName)'") {
            PKCS12_create(
                password,
                friendlyName,
                key.pointer,
                certificate.pointer,
                others,
                encryption.cipher,
                encryption.cipher,
                encryption.iterations,
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
                hint: "Choose another password."
            )
        }
    }
}
