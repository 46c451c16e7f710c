import COpenSSL
import Domain
import Foundation
import PKI
import X509Facts

extension Credentials {
    /// A sound certificate with strangers' certificates sent along, `count` bytes in all, give or take a few hundred.
    static func padded(to count: Int, by authority: CertificateAuthority) throws -> Credentials {
        let leaf = try Credentials.issued(by: authority)
        let stranger = try CertificateAuthority.make(.clientAuthority(of: .production))
        var certificates = leaf.certificates
        var rest = count - (try certificates[0].der().count)
        while rest > 1000 {
            let names = min(300, (rest - 600) / 60)
            let padding = try Credentials.issued(by: stranger) { profile in
                profile.subjectAlternativeNames = (0..<names).map { index in
                    .dns(String(repeating: "a", count: 46) + "\(10_000 + index).example")
                }
            }
            certificates.append(padding.certificates[0])
            rest -= try padding.certificates[0].der().count
        }
        return Credentials(certificates: certificates, key: leaf.key)
    }

    /// The same certificate with a serial number that the issuing code would not write.
    func forged(serial: String, signedBy authority: CertificateAuthority) throws -> ForgedCertificate {
        try ForgedCertificate(self, signer: authority.key) { x509 in
            var number: OpaquePointer?
            defer { BN_free(number) }
            guard BN_hex2bn(&number, serial) > 0, BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x509)) != nil else {
                throw ClientSettings.Refused(call: "BN_to_ASN1_INTEGER")
            }
        }
    }

    /// The same certificate without the authority key identifier, by which an issuer of the same name would be told
    /// apart before its signature is looked at.
    func withoutIssuerKey(signedBy authority: CertificateAuthority) throws -> Credentials {
        let forged = try ForgedCertificate(self, signer: authority.key) { x509 in
            X509_EXTENSION_free(
                X509_delete_ext(x509, X509_get_ext_by_NID(x509, NID_authority_key_identifier, -1))
            )
        }
        guard let bio = MemoryBIO(), i2d_X509_bio(bio.pointer, forged.x509) == 1 else {
            throw ClientSettings.Refused(call: "i2d_X509_bio")
        }
        return Credentials(certificates: [try Certificate(der: bio.bytes)], key: self.key)
    }
}

/// Owns an `X509` that was changed behind the back of the types that would refuse it.
final class ForgedCertificate {
    let x509: OpaquePointer
    let key: PrivateKey

    init(_ credentials: Credentials, signer: PrivateKey, _ change: (OpaquePointer) throws -> Void) throws {
        guard let copy = credentials.certificates[0].withPointer({ X509_dup($0) }) else {
            throw ClientSettings.Refused(call: "X509_dup")
        }
        self.x509 = copy
        self.key = credentials.key
        try change(copy)
        let key = try signer.openSSLKey()
        defer { EVP_PKEY_free(key) }
        guard X509_sign(copy, key, EVP_sha256()) > 0 else { throw ClientSettings.Refused(call: "X509_sign") }
    }

    deinit { X509_free(self.x509) }

    func pem() throws -> String {
        guard let bio = MemoryBIO(), PEM_write_bio_X509(bio.pointer, self.x509) == 1 else {
            throw ClientSettings.Refused(call: "PEM_write_bio_X509")
        }
        return String(decoding: bio.bytes, as: UTF8.self)
    }
}

extension PrivateKey {
    /// - Returns: an `EVP_PKEY *`, the caller's.
    func openSSLKey() throws -> OpaquePointer? { try Self.openSSLKey(pem: self.pem()) }

    /// This P-256 key's public half with a private half that is not its own: what it signs does not verify.
    ///
    /// - Returns: an `EVP_PKEY *`, the caller's.
    func openSSLKeyOfAnother() throws -> OpaquePointer? {
        let lines = try self.pem().split(separator: "\n").filter { !$0.hasPrefix("-") }
        // ECPrivateKey (RFC 5915): version 1, then the private key in 32 bytes, then the public key.
        guard var der = Data(base64Encoded: lines.joined()), let head = der.range(of: Data([2, 1, 1, 4, 32])) else {
            throw ClientSettings.Refused(call: "d2i_ECPrivateKey")
        }
        der[head.upperBound + 31] ^= 1
        return try Self.openSSLKey(
            pem:
                "-----BEGIN PRIVATE KEY-----\n\(der.base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed]))"
                + "\n-----END PRIVATE KEY-----\n"
        )
    }

    private static func openSSLKey(pem: String) throws -> OpaquePointer? {
        guard let bio = MemoryBIO(), bio.write(Array(pem.utf8)) else {
            throw ClientSettings.Refused(call: "BIO_write")
        }
        return PEM_read_bio_PrivateKey(bio.pointer, nil, nil, nil)
    }
}
