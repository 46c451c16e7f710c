import COpenSSL

/// What a certificate's key may be used for, in the words of RFC 5280 (4.2.1.3 and 4.2.1.12), for a check's trace.
enum KeyUsageText {
    /// - Parameter x509: borrowed `X509 *`.
    static func of(_ x509: OpaquePointer) -> String {
        "key usage \(self.list(X509_get_key_usage(x509), self.usages)), extended key usage "
            + self.list(X509_get_extended_key_usage(x509), self.purposes)
    }

    private static let usages: [(Int32, String)] = [
        (KU_DIGITAL_SIGNATURE, "digitalSignature"), (KU_NON_REPUDIATION, "nonRepudiation"),
        (KU_KEY_ENCIPHERMENT, "keyEncipherment"), (KU_DATA_ENCIPHERMENT, "dataEncipherment"),
        (KU_KEY_AGREEMENT, "keyAgreement"), (KU_KEY_CERT_SIGN, "keyCertSign"), (KU_CRL_SIGN, "cRLSign"),
    ]

    private static let purposes: [(Int32, String)] = [
        (XKU_SSL_SERVER, "serverAuth"), (XKU_SSL_CLIENT, "clientAuth"), (XKU_CODE_SIGN, "codeSigning"),
        (XKU_SMIME, "emailProtection"), (XKU_TIMESTAMP, "timeStamping"), (XKU_OCSP_SIGN, "OCSPSigning"),
        (XKU_ANYEKU, "anyExtendedKeyUsage"),
    ]

    private static func list(_ bits: UInt32, _ names: [(bit: Int32, name: String)]) -> String {
        // OpenSSL says "everything" where the extension is absent.
        if bits == .max { return "not limited" }
        let found = names.filter { bits & UInt32($0.bit) != 0 }.map(\.name)
        return found.isEmpty ? "none that is known" : found.joined(separator: " ")
    }
}
