internal import COpenSSL
internal import X509Facts

extension Certificate {
    /// The names it stands for beside its subject, as OpenSSL prints them: `DNS:localhost, IP Address:127.0.0.1`; empty
    /// when there are none.
    func alternativeNames() throws(PKIError) -> String {
        let index = X509_get_ext_by_NID(self.pointer, NID_subject_alt_name, -1)
        guard let found = X509_get_ext(self.pointer, index) else { return "" }
        return try Self.text(of: found)
    }

    /// `names` as ``alternativeNames()`` tells them of a certificate that has them.
    static func text(of names: [AlternativeName]) throws(PKIError) -> String {
        if names.isEmpty { return "" }
        let notation = try CertificateExtensions.texts(names).joined(separator: ",")
        let made = try OpenSSL.pointer("make the extension '\(notation)'") {
            X509V3_EXT_nconf_nid(nil, nil, NID_subject_alt_name, notation)
        }
        defer { X509_EXTENSION_free(made) }
        return try Self.text(of: made)
    }

    private static func text(of field: OpaquePointer) throws(PKIError) -> String {
        let bio = try OpenSSL.emptyBIO()
        try OpenSSL.succeed("print the subject alternative names") { X509V3_EXT_print(bio.pointer, field, 0, 0) }
        return String(decoding: bio.bytes, as: UTF8.self)
    }
}
