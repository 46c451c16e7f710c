internal import COpenSSL
public import Domain
internal import X509Facts

/// A certificate revocation list (RFC 5280, 5); owns an `X509_CRL`.
///
/// May be used from any thread: nothing here changes a list after it is made.
public final class SignedRevocationList: @unchecked Sendable {
    let pointer: OpaquePointer
    /// What it says.
    public let content: RevocationList
    /// The CRL number (RFC 5280, 5.2.3): a list of a higher number replaces one of a lower. 0 when the list has none.
    public let number: UInt64

    /// Takes over `pointer`, also when it throws.
    init(owning pointer: OpaquePointer) throws(PKIError) {
        do throws(X509FactsError) {
            self.content = try RevocationList(crl: pointer)
        } catch {
            X509_CRL_free(pointer)
            throw Self.unusable(error.description)
        }
        guard let number = Self.number(of: pointer) else {
            X509_CRL_free(pointer)
            throw Self.unusable("The CRL number is negative or above \(UInt64.max).")
        }
        self.number = number
        self.pointer = pointer
    }

    deinit { X509_CRL_free(self.pointer) }

    /// Reads the first revocation list of a PEM text.
    ///
    /// - Throws: ``PKIError`` with `openssl-failed` when there is none, `invalid-input` when its fields break RFC 5280.
    public convenience init(pem: String) throws(PKIError) {
        let bio = try OpenSSL.bio(reading: pem)
        try self.init(
            owning: try OpenSSL.pointer("read the revocation list") {
                PEM_read_bio_X509_CRL(bio.pointer, nil, nil, nil)
            }
        )
    }

    /// - Throws: ``PKIError`` with `openssl-failed`, when memory is short.
    public func pem() throws(PKIError) -> String {
        let bio = try OpenSSL.emptyBIO()
        try OpenSSL.succeed("write the revocation list") { PEM_write_bio_X509_CRL(bio.pointer, self.pointer) }
        return String(decoding: bio.bytes, as: UTF8.self)
    }

    /// Whether `issuer` signed this list: its name fits and the signature is good. Dates are not looked at.
    public func isSigned(by issuer: Certificate) -> Bool {
        defer { OpenSSLErrorQueue.clear() }
        let isNamed = X509_NAME_cmp(X509_CRL_get_issuer(self.pointer), X509_get_subject_name(issuer.pointer)) == 0
        return isNamed && X509_CRL_verify(self.pointer, X509_get0_pubkey(issuer.pointer)) == 1
    }

    private static func unusable(_ cause: String) -> PKIError {
        PKIError(
            .invalidInput,
            "The revocation list is not usable",
            cause: cause,
            hint: "Use a list whose dates and numbers follow RFC 5280."
        )
    }

    private static func number(of pointer: OpaquePointer) -> UInt64? {
        var status: Int32 = 0
        guard let field = X509_CRL_get_ext_d2i(pointer, NID_crl_number, &status, nil) else {
            return status == -1 ? 0 : nil
        }
        let integer = field.assumingMemoryBound(to: ASN1_INTEGER.self)
        defer {
            ASN1_INTEGER_free(integer)
            OpenSSLErrorQueue.clear()
        }
        var number: UInt64 = 0
        return ASN1_INTEGER_get_uint64(&number, integer) == 1 ? number : nil
    }
}
