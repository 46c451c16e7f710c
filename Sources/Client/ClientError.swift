public import Domain

/// Why a file was not delivered, or a question not answered. The text names what was found, what was allowed and what to
/// do next.
public struct ClientError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Kind: Hashable, Sendable {
        /// A file, an address or a credential that cannot be used; nothing was sent, or no more.
        case input
        /// Nobody answers at the address.
        case unreachable
        /// This client refuses the server's certificate.
        case serverCertificate
        /// The server refused this client's certificate, in the handshake.
        case clientCertificate
        /// Tried as often as the policy allows, and in vain.
        case gaveUp
        /// The server refused for good.
        case refused(Refusal)
        /// An answer of success that is not the interface's.
        case notUnderstood
        /// Whether the delivery was made is not known; with its id, where that is.
        case outcomeUnknown(DeliveryID?)
        /// The delivery has no final status within the time limit.
        case undecided(DeliveryHistory)
        /// The task was cancelled.
        case cancelled
    }

    public let kind: Kind
    public let description: String

    private init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}

extension ClientError {
    static func cannotRead(_ path: String, what: String, reason: String) -> ClientError {
        ClientError(.input, "Cannot read the \(what) '\(path)': \(reason). Name a file that exists and is readable.")
    }

    static func notPEM(_ path: String, what: String, begins: String) -> ClientError {
        ClientError(
            .input,
            "The \(what) '\(path)' cannot be used: it is not PEM, text that begins with \(begins). "
                + "Convert it with openssl, or name a PKCS#12 file instead."
        )
    }

    static func cannotOpen(archive path: String, hasPassword: Bool) -> ClientError {
        ClientError(
            .input,
            "The PKCS#12 file '\(path)' cannot be opened \(hasPassword ? "with the password given" : "without a password")"
                + ": it is another one's password, or no PKCS#12 file. Check both with 'openssl pkcs12 -info -in FILE'."
        )
    }

    static func cannotOpen(key path: String, hasPassword: Bool) -> ClientError {
        ClientError(
            .input,
            "The private key '\(path)' is encrypted and cannot be opened "
                + "\(hasPassword ? "with the password given" : "without a password"). Give the key's password."
        )
    }

    static func tlsNotUsable(reason: String) -> ClientError {
        ClientError(
            .input,
            "Certificate, private key and CA cannot be used together (\(reason)). Check that the key is the "
                + "certificate's own, and that all files are whole."
        )
    }

    static func baseURLInvalid(_ text: String) -> ClientError {
        ClientError(
            .input,
            "The base URL '\(text)' cannot be used; allowed is https://HOST[:PORT]/m2m/v2/, without query or user name. "
                + "The emulator prints its own when it starts."
        )
    }

    static func fileEmpty(_ path: String) -> ClientError {
        ClientError(.input, "The file '\(path)' is empty. Check that it was written before it is sent.")
    }

    static func fileChanged(_ path: String, what: String) -> ClientError {
        ClientError(
            .input,
            "The file '\(path)' changed while it was sent: \(what). Nothing was delivered; send it again when nobody "
                + "writes to it."
        )
    }
}

extension ClientError {
    static func unreachable(_ reason: String) -> ClientError {
        ClientError(
            .unreachable,
            "No connection to the server: \(reason). Check the base URL, that the server runs, and that a firewall lets "
                + "you through; proxies are not used."
        )
    }

    static func serverCertificate(_ reason: String) -> ClientError {
        ClientError(
            .serverCertificate,
            "The server's certificate is refused (\(reason)): it has expired, is of another CA, or has another host "
                + "name. Nothing was sent. Give the server's CA file, and the host name as the certificate has it."
        )
    }

    static func clientCertificate(_ reason: String) -> ClientError {
        ClientError(
            .clientCertificate,
            "The server ended the handshake with the alert '\(reason)': it refuses this client's certificate, or finds "
                + "none. Use a certificate of this environment that is valid and not revoked, with its private key."
        )
    }

    static func gaveUp(_ what: String, attempts: Int, last: String) -> ClientError {
        ClientError(
            .gaveUp,
            "\(what) failed \(attempts) \(attempts == 1 ? "time" : "times"), which is the limit. Last: \(last) "
                + "Try again later."
        )
    }

    static func tooLongToWait(_ what: String, asked: Duration, longest: Duration, last: String) -> ClientError {
        ClientError(
            .gaveUp,
            "\(what) is to be tried again in \(asked.components.seconds) s, by the server's Retry-After; the limit is "
                + "\(longest.components.seconds) s. \(last) Try again then."
        )
    }

    static func beginsAnewTooOften(_ count: Int, last: String) -> ClientError {
        ClientError(
            .gaveUp,
            "The file was begun anew \(count) times, which is the limit. Last: \(last) Look whether another program "
                + "sends the same file in the same session, then try again."
        )
    }

    static func refused(_ what: String, _ refusal: Refusal) -> ClientError {
        ClientError(.refused(refusal), "\(what) was refused. \(refusal.explanation)")
    }

    static func notUnderstood(_ what: String, _ answer: ServerAnswer) -> ClientError {
        let begin = String(decoding: answer.body.prefix(200), as: UTF8.self)
        return ClientError(
            .notUnderstood,
            "\(what) was answered \(answer.status), but not as the interface answers: \(answer.mediaType ?? "no type"), "
                + "'\(begin.split(whereSeparator: \.isWhitespace).joined(separator: " "))'. Check that the base URL is "
                + "the interface's and no proxy's."
        )
    }

    static func outcomeUnknown(_ id: DeliveryID?, reason: String) -> ClientError {
        let next =
            id.map { "Ask for the status of \($0) before the file is sent again." }
            ?? "No DeliveryId is known. Ask the receiver before the file is sent again, or there may be two deliveries."
        return ClientError(
            .outcomeUnknown(id),
            "The file was sent whole, but whether it was accepted is not known: \(reason) \(next)"
        )
    }

    static func undecided(_ history: DeliveryHistory, limit: Duration) -> ClientError {
        ClientError(
            .undecided(history),
            "Delivery \(history.id) is still '\(history.status)' after \(limit.components.seconds) s, the limit. "
                + "It is not lost: ask for its status later, and do not send the file again until it has ended."
        )
    }

    static let cancelled = ClientError(.cancelled, "Stopped before the end, as asked. What was sent is not delivered.")
}

extension ClientError {
    static func probeEnded(_ name: String, failure: TransportFailure) -> ClientError {
        switch failure.kind {
        case .unreachable: .unreachable(failure.reason)
        case .serverCertificate: .serverCertificate(failure.reason)
        case .alert: .clientCertificate(failure.reason)
        case .broken, .timedOut, .file:
            ClientError(
                .gaveUp,
                "The probe ended at its call '\(name)', which had no answer: \(failure.reason). Nothing was stored by "
                    + "it. Try it again; if it ends there each time, that is how the service refuses the call."
            )
        }
    }
}
