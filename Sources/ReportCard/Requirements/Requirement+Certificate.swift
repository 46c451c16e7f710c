import Domain
import Foundation
import Journal

extension Requirement {
    static let certificate = [sent, ofEnvironment, inTime, notRevoked]

    private static let sent = Requirement(
        "certificate-sent",
        "A client certificate with every connection",
        .documented("2.2.2 step 3; the usage is A"),
        text: "Every handshake brings the client's certificate, made for client authentication.",
        advice: """
            Give the HTTP library the certificate and its private key. Many libraries leave a certificate out without a \
            word when the key is missing or the extended key usage lacks clientAuth.
            """
    ) { traffic, findings in
        for entry in traffic.entries where !entry.isInjected {
            let checks: Set<CertificateCheck.Name> = [.presented, .readable, .usage]
            if let check = entry.failedCheck, checks.contains(check) {
                findings.broken(Evidence(entry, entry.refusalText))
            } else if entry.user != nil, entry.request != nil {
                findings.kept(Evidence(entry, "came with a certificate of \(entry.user ?? "")"))
            }
        }
    }

    private static let ofEnvironment = Requirement(
        "certificate-of-environment",
        "The certificate is the environment's",
        .documented("2.1, 4"),
        text: "Test and production have certificates of their own; each is used with its environment only.",
        advice: "Keep base URL and certificate together in one setting for each environment."
    ) { traffic, findings in
        for entry in traffic.entries where !entry.isInjected {
            switch entry.failedCheck {
            case .issuer?, .user?: findings.broken(Evidence(entry, entry.refusalText))
            case nil where entry.hasGoodCertificate:
                findings.kept(Evidence(entry, "came with a certificate of the \(entry.environment) environment"))
            default: break
            }
        }
    }

    private static let inTime = Requirement(
        "certificate-in-time",
        "The certificate is renewed in time",
        .documented("2.1; how early is A"),
        text: "Certificates live for two years. A new one is in use 30 days before the old one ends.",
        advice:
            "Order the next certificate in good time, and have the client warn when its certificate ends within weeks."
    ) { traffic, findings in
        for entry in traffic.entries where entry.failedCheck == .validity {
            findings.broken(Evidence(entry, entry.refusalText))
        }
        let newest = traffic.entries.last { $0.hasGoodCertificate && $0.certificate != nil }
        guard let newest, let certificate = newest.certificate else { return }
        let left = certificate.notAfter.timeIntervalSince(newest.time)
        let text = "serial number \(certificate.serial) is valid for \(Int(left / 86_400)) more days"
        if left >= traffic.context.renewalPeriod.interval {
            findings.kept(Evidence(newest, text))
        } else {
            findings.broken(Evidence(newest, text))
        }
    }

    private static let notRevoked = Requirement(
        "certificate-not-revoked",
        "No revoked certificate",
        .documented("2.2.2 step 3c"),
        text: "A certificate that was revoked is not used any more.",
        advice: "Remove the old certificate from the client's store when a new one takes its place."
    ) { traffic, findings in
        for entry in traffic.entries where !entry.isInjected {
            if entry.failedCheck == .revocation {
                findings.broken(Evidence(entry, entry.refusalText))
            } else if entry.hasGoodCertificate {
                findings.kept(Evidence(entry, "came with a certificate that is not revoked"))
            }
        }
    }
}

extension JournalEntry {
    var isInjected: Bool {
        !(self.request?.injections ?? self.handshake?.injections ?? []).isEmpty
    }

    /// The check of the certificate that failed, in the handshake or at the request; `nil` when it was accepted.
    var failedCheck: CertificateCheck.Name? {
        if let handshake { return handshake.refusal?.check }
        switch self.request?.answer?.problemCode {
        case "certificate-missing": return .presented
        case "certificate-unreadable": return .readable
        case "certificate-untrusted", "certificate-invalid": return .issuer
        case "certificate-wrong-usage": return .usage
        case "certificate-expired", "certificate-not-yet-valid": return .validity
        case "certificate-revoked": return .revocation
        case "certificate-unmapped": return .user
        default: return nil
        }
    }

    /// Whether it is a request whose certificate was accepted; the user is known of refused ones too.
    fileprivate var hasGoodCertificate: Bool {
        self.request != nil && self.user != nil && self.failedCheck == nil
    }

    /// Why the certificate was refused, for evidence.
    var refusalText: String {
        let serial = self.certificate.map { "serial number \($0.serial)" } ?? "no certificate"
        if let handshake { return "\(serial): \(handshake.reason)" }
        return "\(serial) was answered \(self.request?.answer?.problemCode ?? "")"
    }
}

extension Evidence {
    init(_ entry: JournalEntry, _ text: String) {
        self.init(entry: entry.number, traceID: entry.request?.traceID, text: text)
    }
}
