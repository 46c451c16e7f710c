internal import COpenSSL
public import Domain
public import Foundation
internal import X509Facts

extension SignedRevocationList {
    /// Signs a full list with SHA-256, as RFC 5280, 5, asks of a conforming authority: version 2, CRL number, authority
    /// key identifier, entries in the order of their numbers.
    ///
    /// - Parameters:
    ///   - entries: a reason of `unspecified` is left out (RFC 5280, 5.3.1).
    ///   - thisUpdate: fractions of a second are cut off. Years 0–9999, as `nextUpdate`'s and the entries' dates.
    ///   - nextUpdate: nothing asks that it be later.
    /// - Throws: ``PKIError`` with `invalid-input` for a date that cannot be encoded, `openssl-failed`.
    public static func sign(
        _ entries: [CertificateSerial: Revocation],
        number: UInt64,
        thisUpdate: Date,
        nextUpdate: Date,
        by authority: CertificateAuthority
    ) throws(PKIError) -> SignedRevocationList {
        let crl = try OpenSSL.pointer("allocate a revocation list") { X509_CRL_new() }
        do {
            // Versions count from zero: 1 is version 2.
            try OpenSSL.succeed("set the version") { X509_CRL_set_version(crl, 1) }
            try OpenSSL.succeed("set the issuer") {
                X509_CRL_set_issuer_name(crl, X509_get_subject_name(authority.certificate.pointer))
            }
            try Self.set(thisUpdate, "thisUpdate") { X509_CRL_set1_lastUpdate(crl, $0) }
            try Self.set(nextUpdate, "nextUpdate") { X509_CRL_set1_nextUpdate(crl, $0) }
            for (serial, revocation) in entries { try Self.add(serial, revocation, to: crl) }
            try OpenSSL.succeed("sort the revocation list") { X509_CRL_sort(crl) }
            try Self.addKeyIdentifier(of: authority.certificate, to: crl)
            try Self.addNumber(number, to: crl)
            try OpenSSL.succeed("sign the revocation list of '\(authority.certificate.facts.subject)'") {
                X509_CRL_sign(crl, authority.key.pointer, EVP_sha256())
            }
        } catch {
            X509_CRL_free(crl)
            throw error
        }
        return try SignedRevocationList(owning: crl)
    }

    private static func set(
        _ date: Date,
        _ field: String,
        _ setter: (UnsafeMutablePointer<ASN1_TIME>) -> Int32
    ) throws(PKIError) {
        try ASN1Value.withTime(date, field, in: "revocation list") { time throws(PKIError) in
            try OpenSSL.succeed("set \(field)") { setter(time) }
        }
    }

    private static func add(
        _ serial: CertificateSerial,
        _ revocation: Revocation,
        to crl: OpaquePointer
    ) throws(PKIError) {
        let entry = try OpenSSL.pointer("allocate an entry") { X509_REVOKED_new() }
        do {
            try ASN1Value.withSerial(serial) { number throws(PKIError) in
                try OpenSSL.succeed("set the serial number") { X509_REVOKED_set_serialNumber(entry, number) }
            }
            try Self.set(revocation.date, "revocation date") { X509_REVOKED_set_revocationDate(entry, $0) }
            if let reason = revocation.reason, reason != .unspecified { try Self.add(reason, to: entry) }
            try OpenSSL.succeed("add the entry of \(serial)") { X509_CRL_add0_revoked(crl, entry) }
        } catch {
            X509_REVOKED_free(entry)
            throw error
        }
    }

    private static func add(_ reason: RevocationReason, to entry: OpaquePointer) throws(PKIError) {
        guard let number = ASN1_ENUMERATED_new() else { throw OpenSSL.failure("allocate memory") }
        defer { ASN1_ENUMERATED_free(number) }
        try OpenSSL.succeed("set the reason") { ASN1_ENUMERATED_set(number, reason.rawValue) }
        try OpenSSL.succeed("add the reason") { X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, number, 0, 0) }
    }

    private static func addKeyIdentifier(of issuer: Certificate, to crl: OpaquePointer) throws(PKIError) {
        let made = try OpenSSL.pointer("make the authority key identifier") {
            var context = X509V3_CTX()
            X509V3_set_ctx(&context, issuer.pointer, nil, nil, crl, 0)
            return X509V3_EXT_nconf_nid(nil, &context, NID_authority_key_identifier, "keyid:always")
        }
        defer { X509_EXTENSION_free(made) }
        try OpenSSL.succeed("add the authority key identifier") { X509_CRL_add_ext(crl, made, -1) }
    }

    private static func addNumber(_ number: UInt64, to crl: OpaquePointer) throws(PKIError) {
        guard let integer = ASN1_INTEGER_new() else { throw OpenSSL.failure("allocate memory") }
        defer { ASN1_INTEGER_free(integer) }
        try OpenSSL.succeed("set the CRL number") { ASN1_INTEGER_set_uint64(integer, number) }
        try OpenSSL.succeed("add the CRL number") { X509_CRL_add1_ext_i2d(crl, NID_crl_number, integer, 0, 0) }
    }
}
