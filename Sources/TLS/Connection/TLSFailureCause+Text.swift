import Domain

extension TLSFailureCause {
    /// What happened, as a sentence.
    public var message: String {
        switch self {
        case .certificateRejected(let refusal, let environment):
            "The TLS handshake was refused. \(Problem.certificateRefused(refusal, environment: environment).detail)"
        case .endedByClient(let alert): "The client ended the TLS handshake with the alert \(alert.name)."
        case .closedByClient(isUnused: true): "The client connected and closed the connection without a word."
        case .closedByClient(isUnused: false): "The client closed the connection in the TLS handshake."
        case .timeout(let limit): "The TLS handshake did not complete in \(limit)."
        case .plainHTTP: "Plain HTTP came to the TLS port."
        case .notTLS: "Bytes that are neither TLS nor HTTP came to the TLS port."
        case .noCommonVersion: "The client and the emulator have no TLS version in common."
        case .nothingInCommon(let reason): "The client and the emulator cannot agree in the TLS handshake: \(reason)."
        case .chainTooLarge(let limit): "The client's certificates take more than \(limit) bytes."
        case .keyNotProven: "The client did not prove that it holds its certificate's private key."
        case .handshake(let reason): "The TLS handshake failed: \(reason)."
        case .record(let reason): "A TLS record could not be processed: \(reason)."
        case .brokenRecord(let record, let answer):
            "As injected, \(record) was sent; the client answered with "
                + (answer.map { "the alert \($0.name)." } ?? "no alert.")
        }
    }

    /// Whether the client has begun to send its request by then: in plain text, or in TLS 1.3, where its handshake is over.
    var findsClientSending: Bool {
        switch self {
        case .certificateRejected, .plainHTTP: true
        default: false
        }
    }

    /// What to do about it.
    public var hint: String {
        switch self {
        case .certificateRejected(let refusal, let environment):
            Problem.certificateRefused(refusal, environment: environment).hint
        case .endedByClient(let alert): Self.hint(alert)
        case .closedByClient(isUnused: true): "A port check does that; a client that means to speak does not."
        case .closedByClient(isUnused: false):
            "Look at the client's own error: most refuse the server's certificate so when they do not trust its CA."
        case .timeout: "Let the client begin at once, or raise limits.handshake-timeout in the settings."
        case .plainHTTP: "The client must use https:// in its base URL."
        case .notTLS: "Check what connects to this port; only HTTPS is spoken here."
        case .noCommonVersion:
            "The emulator speaks what tls.versions in the settings allows, of TLS 1.2 and 1.3; let the client have one of "
                + "them."
        case .nothingInCommon:
            "Let the client offer the cipher suites and signature algorithms of its library's defaults."
        case .chainTooLarge:
            "Send the client's certificate and its intermediates alone, or raise limits.client-certificate-bytes in the "
                + "settings."
        case .keyNotProven: "Give the client the private key that belongs to its certificate."
        case .handshake: "Compare the client's own error; 'openssl s_client' shows the same handshake in the open."
        case .record: "The client or something between broke the encrypted stream; let it connect again."
        case .brokenRecord(let record, _): "The alert for it is \(TLSAlert(.received, number: record.alert).name)."
        }
    }

    private static func hint(_ alert: TLSAlert) -> String {
        if alert.isAboutCertificate {
            return
                "It does not accept the server's certificate: let it trust server/ca.crt of the emulator's certs folder, "
                + "and reach the emulator by a name in the server's certificate (localhost, 127.0.0.1), unless "
                + "it is to refuse it (tls.server-certificate)."
        }
        return alert.name == "protocol_version"
            ? "It speaks none of the TLS versions that tls.versions in the settings allows."
            : "Look at the client's own error for the reason."
    }
}
