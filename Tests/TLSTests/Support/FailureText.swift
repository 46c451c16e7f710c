import Domain
import Foundation
import TLS
import Testing

/// What a failure's cause is to say.
struct FailureText: Sendable, CustomTestStringConvertible {
    let cause: TLSFailureCause
    let message: String
    let hint: String

    var testDescription: String { "\(self.cause)" }

    static let all = client + bytes + ours + injected

    private static let injected = [
        FailureText(
            cause: .brokenRecord(.badMAC, answer: TLSAlert(.received, number: 20)),
            message:
                "As injected, a record that fails its check was sent; the client answered with the alert bad_record_mac.",
            hint: "The alert for it is bad_record_mac."
        ),
        FailureText(
            cause: .brokenRecord(.overflow, answer: TLSAlert(.received, number: 10)),
            message:
                "As injected, a record longer than TLS allows was sent; the client answered with the alert "
                + "unexpected_message.",
            hint: "The alert for it is record_overflow."
        ),
        FailureText(
            cause: .brokenRecord(.unexpectedMessage, answer: nil),
            message: "As injected, a TLS message out of place was sent; the client answered with no alert.",
            hint: "The alert for it is unexpected_message."
        ),
    ]

    private static let client = [
        FailureText(
            cause: .endedByClient(TLSAlert(.received, number: 80)),
            message: "The client ended the TLS handshake with the alert internal_error.",
            hint: "Look at the client's own error for the reason."
        ),
        FailureText(
            cause: .endedByClient(TLSAlert(.received, number: 70)),
            message: "The client ended the TLS handshake with the alert protocol_version.",
            hint: "It speaks none of the TLS versions that tls.versions in the settings allows."
        ),
        FailureText(
            cause: .endedByClient(TLSAlert(.received, number: 99)),
            message: "The client ended the TLS handshake with the alert 99.",
            hint: "Look at the client's own error for the reason."
        ),
        FailureText(
            cause: .closedByClient(isUnused: true),
            message: "The client connected and closed the connection without a word.",
            hint: "A port check does that; a client that means to speak does not."
        ),
        FailureText(
            cause: .closedByClient(isUnused: false),
            message: "The client closed the connection in the TLS handshake.",
            hint:
                "Look at the client's own error: most refuse the server's certificate so when they do not trust its CA."
        ),
        FailureText(
            cause: .timeout(limit: "10 seconds"),
            message: "The TLS handshake did not complete in 10 seconds.",
            hint: "Let the client begin at once, or raise limits.handshake-timeout in the settings."
        ),
        FailureText(
            cause: .keyNotProven,
            message: "The client did not prove that it holds its certificate's private key.",
            hint: "Give the client the private key that belongs to its certificate."
        ),
    ]

    private static let bytes = [
        FailureText(
            cause: .plainHTTP,
            message: "Plain HTTP came to the TLS port.",
            hint: "The client must use https:// in its base URL."
        ),
        FailureText(
            cause: .notTLS,
            message: "Bytes that are neither TLS nor HTTP came to the TLS port.",
            hint: "Check what connects to this port; only HTTPS is spoken here."
        ),
        FailureText(
            cause: .handshake(reason: "length mismatch"),
            message: "The TLS handshake failed: length mismatch.",
            hint: "Compare the client's own error; 'openssl s_client' shows the same handshake in the open."
        ),
        FailureText(
            cause: .record(reason: "bad record mac"),
            message: "A TLS record could not be processed: bad record mac.",
            hint: "The client or something between broke the encrypted stream; let it connect again."
        ),
    ]

    private static let ours = [
        FailureText(
            cause: .noCommonVersion,
            message: "The client and the emulator have no TLS version in common.",
            hint:
                "The emulator speaks what tls.versions in the settings allows, of TLS 1.2 and 1.3; let the client have "
                + "one of them."
        ),
        FailureText(
            cause: .nothingInCommon(reason: "no shared cipher"),
            message: "The client and the emulator cannot agree in the TLS handshake: no shared cipher.",
            hint: "Let the client offer the cipher suites and signature algorithms of its library's defaults."
        ),
        FailureText(
            cause: .chainTooLarge(limit: 102_400),
            message: "The client's certificates take more than 102400 bytes.",
            hint:
                "Send the client's certificate and its intermediates alone, or raise limits.client-certificate-bytes in "
                + "the settings."
        ),
        FailureText(
            cause: .certificateRejected(.missing, .production),
            message:
                "The TLS handshake was refused. The TLS handshake asked for a client certificate and the client sent "
                + "none.",
            hint:
                "Give the client a certificate of the production environment together with its private key. .NET leaves "
                + "a certificate out without a word when its private key is missing, when its extended key usage lacks "
                + "clientAuth, or when its key usage lacks digitalSignature."
        ),
        FailureText(
            cause: .certificateRejected(.expired(Self.facts, now: .test), .test),
            message:
                "The TLS handshake was refused. The certificate 'CN=anna' (serial number 7A51) expired at "
                + "2024-06-01T11:59:59Z; the emulator's time is 2024-06-01T12:00:00Z.",
            hint: "Renew the certificate. SCB's certificates live for two years and are renewed by the reporter."
        ),
    ]

    private static let facts = CertificateFacts(
        subject: "CN=anna",
        issuer: "CN=ca",
        serial: CertificateSerial("7a51")!,
        notBefore: .test - 2,
        notAfter: .test - 1,
        fingerprint: ""
    )
}
