internal import COpenSSL
public import Domain
internal import Foundation

extension RevocationList {
    /// Reads what a revocation list says. Its signature is not looked at.
    ///
    /// - Parameter crl: an `X509_CRL *`, which stays the caller's. No other thread may change it during the call.
    /// - Throws: ``X509FactsError`` when it has no `nextUpdate` (RFC 5280, 5.1.2.5, demands one), or when a name, a date
    ///   or a serial number is not one.
    public init(crl: OpaquePointer) throws(X509FactsError) {
        OpenSSLErrorQueue.clear()
        let field = X509Field.revocationList
        var entries: [CertificateSerial: Revocation] = [:]
        let revoked = X509_CRL_get_REVOKED(crl)
        for index in 0..<max(0, revoked.map(m2m_sk_X509_REVOKED_num) ?? 0) {
            guard let revoked, let entry = m2m_sk_X509_REVOKED_value(revoked, index) else { continue }
            let serial = try field.serial(X509_REVOKED_get0_serialNumber(entry), "revoked serial number")
            let date = try field.date(X509_REVOKED_get0_revocationDate(entry), "revocation date")
            entries[serial] = Revocation(date: date, reason: Self.reason(of: entry))
        }
        self.init(
            issuer: try field.name(X509_CRL_get_issuer(crl), "issuer"),
            thisUpdate: try field.date(X509_CRL_get0_lastUpdate(crl), "thisUpdate"),
            nextUpdate: try field.date(X509_CRL_get0_nextUpdate(crl), "nextUpdate"),
            entries: entries
        )
    }

    private static func reason(of entry: OpaquePointer) -> RevocationReason? {
        guard let field = X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nil, nil) else { return nil }
        let number = field.assumingMemoryBound(to: ASN1_ENUMERATED.self)
        defer { ASN1_ENUMERATED_free(number) }
        return RevocationReason(rawValue: ASN1_ENUMERATED_get(number))
    }
}
