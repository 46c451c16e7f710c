import Domain
import Foundation

/// What the verification of a chain found: all that does not depend on time, and the dates for what does.
struct VerifiedChain: Sendable {
    /// What is wrong whatever the time; `nil` when nothing is.
    let refusal: CertificateRefusal?
    /// When each certificate of the chain is valid, the leaf's first; `nil` for one whose dates cannot be read.
    let validities: [ClosedRange<Date>?]

    /// - Parameter facts: the leaf's.
    func refusal(of facts: CertificateFacts, at now: Date) -> CertificateRefusal? {
        if let refusal { return refusal }
        // Both ends belong to the validity (RFC 5280, 4.1.2.5). The leaf's comes first: its holder can do something about it.
        if now > facts.notAfter { return .expired(facts, now: now) }
        if now < facts.notBefore { return .notYetValid(facts, now: now) }
        for (depth, validity) in self.validities.enumerated().dropFirst() {
            let place = "(in the certificate \(depth) above it)"
            guard let validity else { return .invalid(facts, reason: "its dates cannot be read \(place)") }
            if now > validity.upperBound { return .invalid(facts, reason: "certificate has expired \(place)") }
            if now < validity.lowerBound { return .invalid(facts, reason: "certificate is not yet valid \(place)") }
        }
        return nil
    }
}
