import COpenSSL
import Domain
import Foundation
import X509Facts

/// What the verification of a client's certificates found: all that depends neither on the time nor on revocation lists,
/// and what those are asked for.
struct VerifiedChain: Sendable {
    let facts: CertificateFacts
    /// How many certificates the client sent.
    let sent: Int
    /// What the leaf's key may be used for, in words.
    let usage: String
    /// What is wrong whatever the time; `nil` when nothing is.
    var refusal: CertificateRefusal?
    /// The certification path (RFC 5280, 6.1) from the leaf to the authority; empty when there is none.
    var path: [CertificateFacts] = []

    /// - Parameter chain: borrowed `STACK_OF(X509) *`.
    static func path(_ chain: OpaquePointer) throws(X509FactsError) -> [CertificateFacts] {
        var path: [CertificateFacts] = []
        for index in 0..<m2m_sk_X509_num(chain) {
            if let x509 = m2m_sk_X509_value(chain, index) { path.append(try CertificateFacts(x509: x509)) }
        }
        return path
    }

    func refusal(at now: Date, trust: ClientTrust?) -> CertificateRefusal? {
        if let refusal { return refusal }
        if let refusal = self.timeRefusal(at: now) { return refusal }
        guard let trust else { return nil }
        return self.revocationRefusal(at: now, trust)
    }

    /// Whether a scenario revoked the certificate itself, and no list did. Revocation is for good, so no time is asked.
    func isRevokedByScenario(trust: ClientTrust) -> Bool {
        guard self.path.count > 1 else { return false }
        let status = trust.revocationLists.status(of: self.facts.serial, issuer: self.path[1], at: .distantPast)
        if case .revokedByScenario = status { return true } else { return false }
    }

    private func timeRefusal(at now: Date) -> CertificateRefusal? {
        // Both ends belong to the validity (RFC 5280, 4.1.2.5). The leaf's comes first: its holder can do something about it.
        if now > self.facts.notAfter { return .expired(self.facts, now: now) }
        if now < self.facts.notBefore { return .notYetValid(self.facts, now: now) }
        for (depth, facts) in self.path.enumerated().dropFirst() {
            if now > facts.notAfter { return self.invalid(.validity, "certificate has expired", depth) }
            if now < facts.notBefore { return self.invalid(.validity, "certificate is not yet valid", depth) }
        }
        return nil
    }

    private func revocationRefusal(at now: Date, _ trust: ClientTrust) -> CertificateRefusal? {
        var fault: RevocationListFault?
        for (depth, facts) in self.path.enumerated().dropLast() {
            switch trust.revocationLists.status(of: facts.serial, issuer: self.path[depth + 1], at: now) {
            case .good: break
            case .revoked(let revocation) where depth == 0: return .revoked(self.facts, revocation)
            case .revokedByScenario(let date) where depth == 0:
                return .revoked(self.facts, Revocation(date: date, reason: nil))
            case .revoked, .revokedByScenario: return self.invalid(.revocation, "certificate revoked", depth)
            case .unknown(let found): fault = fault ?? found
            }
        }
        // What is known counts first: one revoked certificate spoils the path, whatever is unknown of the others.
        guard trust.requiresRevocationLists, let fault else { return nil }
        return .revocationUnknown(self.facts, fault)
    }

    private func invalid(_ check: CertificateCheck.Name, _ reason: String, _ depth: Int) -> CertificateRefusal {
        .invalid(self.facts, at: check, reason: "\(reason) (in the certificate \(depth) above it)")
    }
}
