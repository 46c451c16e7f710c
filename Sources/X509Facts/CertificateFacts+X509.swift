internal import COpenSSL
public import Domain
internal import Foundation

extension CertificateFacts {
    /// Reads what a certificate says of itself.
    ///
    /// Names are written as RFC 2253 has them, letters beyond ASCII as themselves (`CN=Åsa,O=Banken`): OpenSSL's
    /// default, `CN=\C3\85sa`, is of no use in a message to a person. What a person would not see stays escaped: control
    /// characters, and those that turn the direction of writing round. A name is cut after 512 characters.
    ///
    /// - Parameter x509: an `X509 *`, which stays the caller's. No other thread may change it during the call.
    /// - Throws: ``X509FactsError`` when the serial number is negative or above 20 bytes (RFC 5280, 4.1.2.2), or when
    ///   a name or date is not one.
    public init(x509: OpaquePointer) throws(X509FactsError) {
        OpenSSLErrorQueue.clear()
        self.init(
            subject: try X509Field.certificate.name(X509_get_subject_name(x509), "subject"),
            issuer: try X509Field.certificate.name(X509_get_issuer_name(x509), "issuer"),
            serial: try X509Field.certificate.serial(X509_get0_serialNumber(x509), "serial number"),
            notBefore: try X509Field.certificate.date(X509_get0_notBefore(x509), "notBefore"),
            notAfter: try X509Field.certificate.date(X509_get0_notAfter(x509), "notAfter"),
            fingerprint: try X509Field.certificate.fingerprint(x509)
        )
    }
}

extension ClosedRange<Date> {
    /// From the beginning of a certificate's validity to its end.
    ///
    /// - Parameter x509: an `X509 *`, which stays the caller's.
    /// - Returns: `nil` when either is no date or they stand the wrong way round.
    package init?(validityOf x509: OpaquePointer) {
        guard let start = try? X509Field.certificate.date(X509_get0_notBefore(x509), "notBefore"),
            let end = try? X509Field.certificate.date(X509_get0_notAfter(x509), "notAfter"), start <= end
        else { return nil }
        self = start...end
    }
}

/// One field each, from OpenSSL's form to ours.
struct X509Field {
    /// Whose field it is, as an error names it.
    let owner: String

    static let certificate = X509Field(owner: "certificate")
    static let revocationList = X509Field(owner: "revocation list")

    func name(_ name: OpaquePointer?, _ field: String) throws(X509FactsError) -> String {
        let flags = m2m_XN_FLAG_RFC2253() & ~UInt(ASN1_STRFLGS_ESC_MSB)
        guard let text = MemoryBIO(), X509_NAME_print_ex(text.pointer, name, 0, flags) >= 0 else {
            throw self.unreadable(field)
        }
        return Self.shown(String(decoding: text.bytes, as: UTF8.self))
    }

    /// Far above what an authority writes. Whoever has no certificate of ours may send a name as long as the limit of the
    /// handshake, and it stands several times in a log line and in an answer.
    private static let longestName = 512

    private static func shown(_ name: String) -> String {
        var shown = ""
        var rest = name.unicodeScalars[...]
        for scalar in rest.prefix(Self.longestName) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                shown += String(scalar).utf8.map { "\\" + Self.hexadecimal([$0]).uppercased() }.joined()
            default: shown.unicodeScalars.append(scalar)
            }
            rest.removeFirst()
        }
        return rest.isEmpty ? shown : shown + "…"
    }

    func serial(_ integer: UnsafePointer<ASN1_INTEGER>?, _ field: String) throws(X509FactsError) -> CertificateSerial {
        guard let integer, let start = ASN1_STRING_get0_data(integer) else { throw self.unreadable(field) }
        let magnitude = UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(integer)))
        let isNegative = ASN1_STRING_type(integer) == V_ASN1_NEG_INTEGER
        // OpenSSL stores zero as no bytes at all.
        let digits = magnitude.isEmpty ? "0" : Self.hexadecimal(magnitude)
        guard !isNegative, let serial = CertificateSerial(digits) else {
            let found = (isNegative ? "-" : "") + digits.prefix(60)
            throw X509FactsError("The \(self.owner)'s \(field) is \(found); 0 up to 20 bytes are allowed.")
        }
        return serial
    }

    func date(_ time: UnsafePointer<ASN1_TIME>?, _ field: String) throws(X509FactsError) -> Date {
        var fields = tm()
        // Asked for a missing time, OpenSSL would tell the present one.
        guard let time, ASN1_TIME_to_tm(time, &fields) == 1 else { throw self.unreadable(field) }
        return Date(timeIntervalSince1970: TimeInterval(timegm(&fields)))
    }

    func fingerprint(_ x509: OpaquePointer) throws(X509FactsError) -> String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard X509_digest(x509, EVP_sha256(), &digest, &length) == 1 else { throw self.unreadable("fingerprint") }
        return Self.hexadecimal(digest.prefix(Int(length)))
    }

    private func unreadable(_ field: String) -> X509FactsError {
        let cause = OpenSSLErrorQueue.drain().map { ": \($0)" } ?? ""
        return X509FactsError("The \(self.owner)'s \(field) cannot be read\(cause).")
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
