import Testing

/// An alert as RFC 8446, 6, has it.
struct AlertCase: Sendable, CustomTestStringConvertible {
    let number: UInt8
    let name: String

    var testDescription: String { self.name }

    private init(_ number: UInt8, _ name: String) {
        self.number = number
        self.name = name
    }

    static let ofClosing = [AlertCase(0, "close_notify"), AlertCase(90, "user_canceled")]

    /// The error alerts.
    static let ofHandshake = [
        AlertCase(10, "unexpected_message"), AlertCase(20, "bad_record_mac"), AlertCase(22, "record_overflow"),
        AlertCase(40, "handshake_failure"), AlertCase(42, "bad_certificate"), AlertCase(43, "unsupported_certificate"),
        AlertCase(44, "certificate_revoked"), AlertCase(45, "certificate_expired"),
        AlertCase(46, "certificate_unknown"), AlertCase(47, "illegal_parameter"), AlertCase(48, "unknown_ca"),
        AlertCase(49, "access_denied"), AlertCase(50, "decode_error"), AlertCase(51, "decrypt_error"),
        AlertCase(70, "protocol_version"), AlertCase(71, "insufficient_security"), AlertCase(80, "internal_error"),
        AlertCase(86, "inappropriate_fallback"), AlertCase(109, "missing_extension"),
        AlertCase(110, "unsupported_extension"), AlertCase(112, "unrecognized_name"),
        AlertCase(113, "bad_certificate_status_response"), AlertCase(115, "unknown_psk_identity"),
        AlertCase(116, "certificate_required"), AlertCase(120, "no_application_protocol"),
    ]
}
