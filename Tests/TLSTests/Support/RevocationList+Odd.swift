import COpenSSL
import PKI
import X509Facts

extension SignedRevocationList {
    /// The same list without `nextUpdate`, as PEM: the code that signs lists would not leave it out.
    func withoutNextUpdate(signedBy authority: CertificateAuthority) throws -> String {
        guard let source = MemoryBIO(), source.write(Array(try self.pem().utf8)),
            let crl = PEM_read_bio_X509_CRL(source.pointer, nil, nil, nil)
        else { throw ClientSettings.Refused(call: "PEM_read_bio_X509_CRL") }
        defer { X509_CRL_free(crl) }
        guard let fresh = X509_CRL_new() else { throw ClientSettings.Refused(call: "X509_CRL_new") }
        defer { X509_CRL_free(fresh) }
        try ClientSettings.require("X509_CRL_set_issuer_name") {
            X509_CRL_set_issuer_name(fresh, X509_CRL_get_issuer(crl))
        }
        try ClientSettings.require("X509_CRL_set1_lastUpdate") {
            X509_CRL_set1_lastUpdate(fresh, X509_CRL_get0_lastUpdate(crl))
        }
        let key = try authority.key.openSSLKey()
        defer { EVP_PKEY_free(key) }
        guard X509_CRL_sign(fresh, key, EVP_sha256()) > 0, let target = MemoryBIO() else {
            throw ClientSettings.Refused(call: "X509_CRL_sign")
        }
        try ClientSettings.require("PEM_write_bio_X509_CRL") { PEM_write_bio_X509_CRL(target.pointer, fresh) }
        return String(decoding: target.bytes, as: UTF8.self)
    }
}
