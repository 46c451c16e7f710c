internal import COpenSSL
internal import Domain
internal import Foundation

/// Fills in and signs one certificate.
struct CertificateBuilder {
    let profile: CertificateProfile
    /// Whom the certificate is for.
    let key: PrivateKey
    /// `nil` for a certificate that signs itself.
    let issuer: Certificate?
    /// The issuer's key, or `key` again.
    let signer: PrivateKey
    /// Whose subject the certificate is to have instead of its profile's.
    var namesake: Certificate?

    func build() throws(PKIError) -> Certificate {
        let x509 = try OpenSSL.pointer("allocate a certificate") { X509_new() }
        do {
            try self.fillIn(x509)
            try self.addExtensions(x509)
            try OpenSSL.succeed("sign the certificate of '\(self.profile.subject.commonName)'") {
                X509_sign(x509, self.signer.pointer, EVP_sha256())
            }
        } catch {
            X509_free(x509)
            throw error
        }
        return try Certificate(owning: x509)
    }

    private func fillIn(_ x509: OpaquePointer) throws(PKIError) {
        // Versions count from zero: 2 is X.509 v3.
        try OpenSSL.succeed("set the version") { X509_set_version(x509, 2) }
        try self.setSerial(x509)
        try self.setSubject(x509)
        let issuer = self.issuer?.pointer ?? x509
        try OpenSSL.succeed("set the issuer") { X509_set_issuer_name(x509, X509_get_subject_name(issuer)) }
        try self.set(self.profile.notBefore, "notBefore") { X509_set1_notBefore(x509, $0) }
        try self.set(self.profile.notAfter, "notAfter") { X509_set1_notAfter(x509, $0) }
        try OpenSSL.succeed("set the public key") { X509_set_pubkey(x509, self.key.pointer) }
    }

    private func setSerial(_ x509: OpaquePointer) throws(PKIError) {
        try ASN1Value.withSerial(self.profile.serial) { number throws(PKIError) in
            try OpenSSL.succeed("set the serial number \(self.profile.serial)") { X509_set_serialNumber(x509, number) }
        }
    }

    private func setSubject(_ x509: OpaquePointer) throws(PKIError) {
        if let namesake {
            return try OpenSSL.succeed("set the subject") {
                X509_set_subject_name(x509, X509_get_subject_name(namesake.pointer))
            }
        }
        let name = X509_get_subject_name(x509)
        for attribute in self.profile.subject.attributes {
            let value = Array(attribute.value.utf8)
            guard value.count <= 4 * 64 else { throw Self.unusable(attribute) }
            do {
                try OpenSSL.succeed("set the subject") {
                    X509_NAME_add_entry_by_txt(name, attribute.type, MBSTRING_UTF8, value, Int32(value.count), -1, 0)
                }
            } catch {
                throw Self.unusable(attribute, cause: error.cause)
            }
        }
    }

    private static func unusable(_ attribute: (type: String, value: String), cause: String? = nil) -> PKIError {
        PKIError(
            .invalidInput,
            "The subject's \(attribute.type) '\(attribute.value.prefix(80))' cannot stand in a certificate: "
                + "at most 64 characters are allowed",
            cause: cause,
            hint: "Choose a shorter name."
        )
    }

    private func set(
        _ date: Date,
        _ field: String,
        _ setter: (UnsafePointer<ASN1_TIME>) -> Int32
    ) throws(PKIError) {
        try ASN1Value.withTime(date, field, in: "certificate") { time throws(PKIError) in
            try OpenSSL.succeed("set \(field)") { setter(time) }
        }
    }

    private func addExtensions(_ x509: OpaquePointer) throws(PKIError) {
        let extensions = try CertificateExtensions(self.profile, isSelfSigned: self.issuer == nil)
        for (nid, text) in extensions.entries {
            let made = try OpenSSL.pointer("make the extension '\(text)'") {
                var context = X509V3_CTX()
                X509V3_set_ctx(&context, self.issuer?.pointer ?? x509, x509, nil, nil, 0)
                return X509V3_EXT_nconf_nid(nil, &context, nid, text)
            }
            defer { X509_EXTENSION_free(made) }
            try OpenSSL.succeed("add the extension '\(text)'") { X509_add_ext(x509, made, -1) }
        }
    }
}
