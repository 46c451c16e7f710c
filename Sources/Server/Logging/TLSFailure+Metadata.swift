import Domain
import Foundation
import Logging
import TLS

extension TLSFailure {
    /// A port that is only tried is no news, and a scenario's work is no cause for concern.
    var logLevel: Logger.Level {
        switch self.cause {
        case .closedByClient(isUnused: true): .debug
        case .brokenRecord: .info
        case .certificateRejected where self.isOfScenario: .info
        default: .warning
        }
    }

    /// How the log marks a refusal that a scenario brought about earlier.
    static let revokedByScenario = "event: the certificate is revoked"

    /// Whether it is what a scenario wanted.
    var isOfScenario: Bool {
        guard case .certificateRejected(.revoked, _) = self.cause else { return false }
        return self.certificate.isRevokedByScenario
    }

    /// What is known of a client that never came to ask for anything.
    var metadata: Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        if let version { metadata["tls"] = .string(version) }
        if let serverName { metadata["sni"] = .string(serverName) }
        if let alert { metadata["alert"] = .string(alert.description) }
        if let facts = self.certificate.facts {
            metadata["subject"] = .string(facts.subject)
            metadata["serial"] = .string(facts.serial.hex)
            metadata["issuer"] = .string(facts.issuer)
            metadata["notBefore"] = .string(facts.notBefore.formatted(.iso8601))
            metadata["notAfter"] = .string(facts.notAfter.formatted(.iso8601))
        }
        if case .certificateRejected(let refusal, _) = self.cause {
            if self.isOfScenario { metadata["injected"] = .string(Self.revokedByScenario) }
            metadata["checks"] = .string(self.certificate.verdict(refusal, at: self.time).line)
        }
        return metadata
    }
}

extension CertificateVerdict {
    /// The checks that were reached, on one line: `presented passed, readable passed, issuer failed`.
    fileprivate var line: String {
        self.checks.filter { $0.outcome != .notReached }
            .map { "\($0.name.rawValue) \($0.outcome.rawValue)" }.joined(separator: ", ")
    }
}
