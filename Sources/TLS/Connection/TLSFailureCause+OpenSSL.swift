import COpenSSL
import Domain

extension OpenSSLFailure {
    /// What made a handshake fail that was refused neither for the certificate nor by the client.
    var cause: TLSFailureCause {
        let causes: [(TLSFailureCause, reasons: [Int32])] = [
            (.plainHTTP, [SSL_R_HTTP_REQUEST]),
            (.notTLS, [SSL_R_WRONG_VERSION_NUMBER, SSL_R_HTTPS_PROXY_REQUEST]),
            (.noCommonVersion, [SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_VERSION_TOO_LOW, SSL_R_VERSION_TOO_HIGH]),
            (.keyNotProven, [SSL_R_BAD_SIGNATURE]),
            (
                .nothingInCommon(reason: self.description),
                [
                    SSL_R_NO_SHARED_CIPHER, SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM, SSL_R_NO_SUITABLE_KEY_SHARE,
                    SSL_R_NO_SHARED_SIGNATURE_ALGORITHMS, SSL_R_NO_SHARED_GROUPS,
                ]
            ),
        ]
        let found = causes.first { $0.reasons.contains { self.contains(reason: $0) } }
        return found?.0 ?? .handshake(reason: self.description)
    }
}

extension CertificateRefusal {
    /// One of the `X509_V_ERR_` numbers, by which OpenSSL chooses the alert (docs/protocol.md, "Certificates and TLS").
    var verificationError: CInt {
        switch self {
        case .missing, .unreadable: X509_V_ERR_CERT_REJECTED
        case .untrusted: X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
        case .wrongUsage: X509_V_ERR_INVALID_PURPOSE
        case .invalid(_, .revocation, _), .revoked: X509_V_ERR_CERT_REVOKED
        case .invalid: X509_V_ERR_CERT_REJECTED
        case .expired: X509_V_ERR_CERT_HAS_EXPIRED
        case .notYetValid: X509_V_ERR_CERT_NOT_YET_VALID
        // The emulator's own trouble: internal_error.
        case .revocationUnknown, .unmapped, .disabled: X509_V_ERR_UNSPECIFIED
        }
    }
}
