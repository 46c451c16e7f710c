internal import COpenSSL
internal import Domain
internal import Foundation

/// Values in OpenSSL's form, lent for the length of a call.
enum ASN1Value {
    static func withSerial<Value>(
        _ serial: CertificateSerial,
        _ body: (UnsafeMutablePointer<ASN1_INTEGER>) throws(PKIError) -> Value
    ) throws(PKIError) -> Value {
        var number: OpaquePointer?
        defer { BN_free(number) }
        try OpenSSL.succeed("read the serial number \(serial)") { BN_hex2bn(&number, serial.hex) }
        guard let integer = BN_to_ASN1_INTEGER(number, nil) else { throw OpenSSL.failure("allocate memory") }
        defer { ASN1_INTEGER_free(integer) }
        return try body(integer)
    }

    /// - Parameters:
    ///   - field: as an error names it.
    ///   - owner: what the field is in, as an error names it.
    static func withTime<Value>(
        _ date: Date,
        _ field: String,
        in owner: String,
        _ body: (UnsafeMutablePointer<ASN1_TIME>) throws(PKIError) -> Value
    ) throws(PKIError) -> Value {
        // Beyond these years time_t's arithmetic in OpenSSL is undefined, not refused.
        let isEncodable = (-62_167_219_200..<253_402_300_800).contains(date.timeIntervalSince1970)
        guard isEncodable, let time = ASN1_TIME_set(nil, time_t(date.timeIntervalSince1970.rounded(.down))) else {
            throw PKIError(
                .invalidInput,
                "The \(field) of \(date.timeIntervalSince1970) seconds since 1970 cannot stand in a \(owner): "
                    + "the years 0 to 9999 are allowed",
                hint: "Choose a date in that span."
            )
        }
        defer { ASN1_TIME_free(time) }
        return try body(time)
    }
}
