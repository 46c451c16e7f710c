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
        try ForgedCertificate(self, serial: serial, signer: authority.key)
    }
}

/// Owns an `X509` that was changed behind the back of the types that would refuse it.
final class ForgedCertificate {
    let x509: OpaquePointer
    let key: PrivateKey

    init(_ credentials: Credentials, serial: String, signer: PrivateKey) throws {
        guard let copy = credentials.certificates[0].withPointer({ X509_dup($0) }) else {
            throw ClientSettings.Refused(call: "X509_dup")
        }
        self.x509 = copy
        self.key = credentials.key
        var number: OpaquePointer?
        defer { BN_free(number) }
        guard BN_hex2bn(&number, serial) > 0, BN_to_ASN1_INTEGER(number, X509_get_serialNumber(copy)) != nil else {
            throw ClientSettings.Refused(call: "BN_to_ASN1_INTEGER")
        }
        let key = try signer.openSSLKey()
        defer { EVP_PKEY_free(key) }
        guard X509_sign(copy, key, EVP_sha256()) > 0 else { throw ClientSettings.Refused(call: "X509_sign") }
    }

    deinit { X509_free(self.x509) }
}

extension PrivateKey {
    /// - Returns: an `EVP_PKEY *`, the caller's.
    func openSSLKey() throws -> OpaquePointer? {
        guard let bio = MemoryBIO(), bio.write(Array(try self.pem().utf8)) else {
            throw ClientSettings.Refused(call: "BIO_write")
        }
        return PEM_read_bio_PrivateKey(bio.pointer, nil, nil, nil)
    }
}
