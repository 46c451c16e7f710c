import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix
import NIOSSL

extension TransportFailure {
    /// What the HTTP library threw, in words that do not depend on it.
    init(_ error: any Error) {
        switch error {
        case let failure as TransportFailure: self = failure
        case let error as HTTPClientError: self.init(client: error)
        case let error as NIOSSLError: self.init(text: String(describing: error))
        case let error as BoringSSLError: self.init(text: String(describing: error))
        case let error as NIOConnectionError:
            let reason = error.connectionErrors.lazy.compactMap { ($0.error as? IOError).map(Self.words) }.first
            self.init(.unreachable, reason: reason ?? "the name '\(error.host)' is not known")
        case is ChannelError: self.init(.broken, reason: "the connection ended")
        case let error as IOError:
            let unreachable = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, EADDRNOTAVAIL]
            self.init(unreachable.contains(error.errnoCode) ? .unreachable : .broken, reason: Self.words(error))
        default: self.init(text: String(describing: error))
        }
    }

    private init(client error: HTTPClientError) {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            self.init(.unreachable, reason: "no connection came about in time")
        case .readTimeout, .deadlineExceeded: self.init(.timedOut, reason: "no answer came in time")
        case .remoteConnectionClosed: self.init(.broken, reason: "the server closed the connection")
        default: self.init(.broken, reason: error.shortDescription)
        }
    }

    /// BoringSSL tells its reasons in the text alone.
    private init(text: String) {
        if text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("unableToValidateCertificate")
            || text.contains("noCertificateToValidate") || text.contains("failedToValidateHostname")
        {
            self.init(.serverCertificate, reason: Self.essence(of: text))
        } else if let alert = Self.alert(in: text) {
            self.init(.alert, reason: alert)
        } else {
            self.init(.broken, reason: Self.essence(of: text))
        }
    }

    /// Alerts by which a server refuses what this client is or can; those about a broken record are no refusal.
    private static func alert(in text: String) -> String? {
        let names = [
            "CERTIFICATE_REQUIRED", "BAD_CERTIFICATE", "UNKNOWN_CA", "UNSUPPORTED_CERTIFICATE", "CERTIFICATE_EXPIRED",
            "CERTIFICATE_REVOKED", "CERTIFICATE_UNKNOWN", "ACCESS_DENIED", "HANDSHAKE_FAILURE", "PROTOCOL_VERSION",
            "NO_CERTIFICATE",
        ]
        guard text.contains("ALERT") else { return nil }
        return names.first { text.contains("ALERT_\($0)") }?.lowercased()
    }

    /// BoringSSL's own name of the reason, which it gives among numbers and places in its source.
    private static func essence(of text: String) -> String {
        text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init).first { word in
            word.contains("_") && word.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "_" }
        }
            ?? text
    }

    private static func words(_ error: IOError) -> String { String(cString: strerror(error.errnoCode)) }
}
