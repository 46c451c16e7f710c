internal import Domain

/// A certificate that may sign others, and its key.
///
/// May be used from any thread.
public struct CertificateAuthority: Sendable {
    public let certificate: Certificate
    public let key: PrivateKey

    /// - Throws: ``PKIError`` with `key-mismatch` when the certificate is not of `key`, `not-an-authority` when its
    ///   basic constraints or key usage do not let it sign certificates.
    public init(certificate: Certificate, key: PrivateKey) throws(PKIError) {
        guard certificate.isOf(key) else {
            throw PKIError(
                .keyMismatch,
                "The certificate of '\(certificate.facts.subject)' is not of the key given with it",
                hint: "Give the key that the certificate was made for."
            )
        }
        guard certificate.isAuthority else {
            throw PKIError(
                .notAnAuthority,
                "The certificate of '\(certificate.facts.subject)' is not an authority's: basic constraints CA:TRUE "
                    + "and key usage keyCertSign are needed",
                hint: "Give a certificate that may sign others."
            )
        }
        self.certificate = certificate
        self.key = key
    }

    /// Makes an authority that signs itself.
    ///
    /// - Parameter profile: must ask for the role of an authority and, if any, the key usage `certificateSigning`.
    /// - Throws: ``PKIError`` with `invalid-input` for what cannot be encoded, `not-an-authority` for a profile that is
    ///   none, `openssl-failed`.
    public static func create(_ profile: CertificateProfile, key: PrivateKey) throws(PKIError) -> CertificateAuthority {
        try CertificateAuthority(certificate: try Certificate.selfSigned(profile, key: key), key: key)
    }

    /// Reads an authority from two PEM files.
    ///
    /// - Throws: ``PKIError`` with `file-failed` or `corrupt-file`, and as ``init(certificate:key:)``.
    public static func load(certificatePath: String, keyPath: String) throws(PKIError) -> CertificateAuthority {
        try CertificateAuthority(
            certificate: try PEMFile.certificate(at: certificatePath),
            key: try PEMFile.key(at: keyPath)
        )
    }

    /// Signs a certificate, sound or odd: whatever the profile says, with a subject key identifier and an authority
    /// key identifier added.
    ///
    /// - Parameter key: whose public half the certificate is for; its private half is not used.
    /// - Throws: ``PKIError`` with `invalid-input` for a name, address or date that cannot be encoded,
    ///   `openssl-failed`.
    public func issue(_ profile: CertificateProfile, for key: PrivateKey) throws(PKIError) -> Certificate {
        try CertificateBuilder(profile: profile, key: key, issuer: self.certificate, signer: self.key).build()
    }
}
