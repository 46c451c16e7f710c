internal import COpenSSL
internal import X509Facts

/// How a PKCS#12 file is encrypted and sealed.
public enum PKCS12Encryption: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// PBE-SHA1-3DES and a SHA-1 MAC, 2048 iterations: weak by today's measure, and read by everything.
    case compatible
    /// AES-256-CBC (PBES2) and a SHA-256 MAC, 10 000 iterations: refused by Mono, by Windows before 2019, by macOS before
    /// 15 and by Java before 8u301.
    case modern

    public var description: String { self.rawValue }

    /// Of keys and of certificates.
    var cipher: Int32 {
        switch self {
        case .compatible: NID_pbe_WithSHA1And3_Key_TripleDES_CBC
        case .modern: NID_aes_256_cbc
        }
    }

    var digest: OpaquePointer? {
        switch self {
        case .compatible: EVP_sha1()
        case .modern: EVP_sha256()
        }
    }

    var iterations: Int32 {
        switch self {
        case .compatible: 2048
        case .modern: 10_000
        }
    }

    /// Seals a finished archive and encodes it.
    ///
    /// - Parameter archive: a `PKCS12 *`, which stays the caller's.
    func sealed(_ archive: OpaquePointer, of name: String, password: String) throws(PKIError) -> [UInt8] {
        try OpenSSL.succeed("seal the PKCS#12 archive of '\(name)'") {
            PKCS12_set_mac(archive, password, -1, nil, 0, self.iterations, self.digest)
        }
        let bio = try OpenSSL.emptyBIO()
        try OpenSSL.succeed("write the PKCS#12 archive of '\(name)'") { i2d_PKCS12_bio(bio.pointer, archive) }
        return bio.bytes
    }
}
