import Domain
import Foundation

// What each check of a certificate saw, in words for a person.
extension VerifiedChain {
    /// - Parameter check: one of those that the handshake can make; for the others, empty.
    func saw(_ check: CertificateCheck.Name, at now: Date, trust: ClientTrust?) -> String {
        switch check {
        case .presented: "\(self.sent) certificate\(self.sent == 1 ? "" : "s"), the client's '\(self.facts.subject)'"
        case .readable: "serial number \(self.facts.serial)"
        case .issuer: self.issuer
        case .usage: self.usage
        case .validity: self.validity(at: now)
        case .revocation: self.revocation(at: now, trust)
        case .user, .enabled: ""
        }
    }

    /// Whether a list that cannot be relied on was let pass.
    func isRevocationUnknown(at now: Date, trust: ClientTrust) -> Bool {
        self.revocationFault(at: now, trust) != nil
    }

    private var issuer: String {
        switch self.refusal {
        case .untrusted(let facts, .unknown): "'\(facts.issuer)', no authority of the environment"
        case .untrusted(let facts, .itself): "'\(facts.issuer)', the certificate itself"
        case .untrusted(let facts, .sameName): "'\(facts.issuer)', but not signed with that authority's key"
        case .untrusted(let facts, .environment(let other)):
            "'\(facts.issuer)', an authority of the \(other) environment"
        case .invalid(_, .issuer, let reason): reason
        // OpenSSL looks at the usage when it has found the issuers, but does not tell them then.
        case .wrongUsage(let facts) where self.path.isEmpty: "'\(facts.issuer)'"
        default: self.path.dropFirst().map { "'\($0.subject)'" }.joined(separator: " under ")
        }
    }

    private func validity(at now: Date) -> String {
        if case .invalid(_, .validity, let reason) = self.refusal(at: now, trust: nil) { return reason }
        return
            "\(self.facts.notBefore.iso8601) to \(self.facts.notAfter.iso8601), the emulator's time is \(now.iso8601)"
    }

    private func revocation(at now: Date, _ trust: ClientTrust?) -> String {
        guard let trust, self.path.count > 1 else { return "" }
        switch self.refusal(at: now, trust: trust) {
        case .revoked(_, let revocation):
            return
                "revoked \(self.isRevokedByScenario(trust: trust) ? "by a scenario " : "")at \(revocation.date.iso8601)"
                + (revocation.reason.map { ", \($0)" } ?? "")
        case .invalid(_, .revocation, let reason): return reason
        default: break
        }
        if let fault = self.revocationFault(at: now, trust) { return fault.description }
        switch trust.revocationLists.status(of: self.facts.serial, issuer: self.path[1], at: now) {
        case .good(let thisUpdate, let entries): return "not on the list of \(thisUpdate.iso8601), entries: \(entries)"
        case .revoked, .revokedByScenario, .unknown: return ""
        }
    }

    private func revocationFault(at now: Date, _ trust: ClientTrust) -> RevocationListFault? {
        for (facts, issuer) in zip(self.path, self.path.dropFirst()) {
            let status = trust.revocationLists.status(of: facts.serial, issuer: issuer, at: now)
            if case .unknown(let fault) = status { return fault }
        }
        return nil
    }
}

extension Date {
    fileprivate var iso8601: String { self.formatted(.iso8601) }
}
