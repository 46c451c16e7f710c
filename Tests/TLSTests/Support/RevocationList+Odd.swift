import COpenSSL
import PKI
import X509Facts

extension SignedRevocationList {
    /// The same list without `nextUpdate`, as PEM: the code that signs lists would not leave it out.
    func withoutNextUpdate(signedBy authority: CertificateAuthority) throws -> String {
        let crl = try self.openSSLList()
        defer { X509_CRL_free(crl) }
        guard let fresh = X509_CRL_new() else { throw ClientSettings.Refused(call: "X509_CRL_new") }
        defer { X509_CRL_free(fresh) }
        try ClientSettings.require("X509_CRL_set_issuer_name") {
            X509_CRL_set_issuer_name(fresh, X509_CRL_get_issuer(crl))
        }
        try ClientSettings.require("X509_CRL_set1_lastUpdate") {
            X509_CRL_set1_lastUpdate(fresh, X509_CRL_get0_lastUpdate(crl))
        }
        return try Self.pem(fresh, signedBy: authority)
    }

    /// The same list as if it told only what changed since another (RFC 5280, 5.2.4), as PEM.
    func asDelta(signedBy authority: CertificateAuthority) throws -> String {
        let crl = try self.openSSLList()
        defer { X509_CRL_free(crl) }
        let base = ASN1_INTEGER_new()
        defer { ASN1_INTEGER_free(base) }
        try ClientSettings.require("ASN1_INTEGER_set_uint64") { ASN1_INTEGER_set_uint64(base, 1) }
        try ClientSettings.require("X509_CRL_add1_ext_i2d") {
            X509_CRL_add1_ext_i2d(crl, NID_delta_crl, base, 1, 0)
        }
        return try Self.pem(crl, signedBy: authority)
    }

    /// - Returns: an `X509_CRL *`, the caller's.
    private func openSSLList() throws -> OpaquePointer {
        guard let bio = MemoryBIO(), bio.write(Array(try self.pem().utf8)),
            let crl = PEM_read_bio_X509_CRL(bio.pointer, nil, nil, nil)
        else { throw ClientSettings.Refused(call: "PEM_read_bio_X509_CRL") }
        return crl
    }

    private static func pem(_ crl: OpaquePointer, signedBy authority: CertificateAuthority) throws -> String {
        let key = try authority.key.openSSLKey()
        defer { EVP_PKEY_free(key) }
        guard X509_CRL_sign(crl, key, EVP_sha256()) > 0, let bio = MemoryBIO() else {
            throw ClientSettings.Refused(call: "X509_CRL_sign")
        }
        try ClientSettings.require("PEM_write_bio_X509_CRL") { PEM_write_bio_X509_CRL(bio.pointer, crl) }
        return String(decoding: bio.bytes, as: UTF8.self)
    }
}
