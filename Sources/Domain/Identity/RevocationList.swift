public import Foundation

/// What a certificate revocation list says (RFC 5280, 5), its signature left aside.
public struct RevocationList: Hashable, Sendable {
    /// The distinguished name of the authority that signed it, as RFC 2253 writes it.
    public let issuer: String
    /// When it was made.
    public let thisUpdate: Date
    /// By when the next is to come: later than that, nobody may rely on it.
    public let nextUpdate: Date
    public let entries: [CertificateSerial: Revocation]

    public init(issuer: String, thisUpdate: Date, nextUpdate: Date, entries: [CertificateSerial: Revocation]) {
        self.issuer = issuer
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
        self.entries = entries
    }
}

/// That a certificate was revoked.
public struct Revocation: Hashable, Sendable {
    /// Since when, as the authority says. What is on the list counts as revoked whatever the date.
    public let date: Date
    /// `nil` when the list gives none.
    public let reason: RevocationReason?

    public init(date: Date, reason: RevocationReason?) {
        self.date = date
        self.reason = reason
    }
}

/// Why a certificate was revoked (RFC 5280, 5.3.1); the raw values are the numbers of CRLReason.
public enum RevocationReason: Int, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    case unspecified = 0
    case keyCompromise = 1
    case cACompromise = 2
    case affiliationChanged = 3
    case superseded = 4
    case cessationOfOperation = 5
    case certificateHold = 6
    case removeFromCRL = 8
    case privilegeWithdrawn = 9
    case aACompromise = 10

    /// As RFC 5280 spells it, `keyCompromise`.
    public var description: String {
        switch self {
        case .unspecified: "unspecified"
        case .keyCompromise: "keyCompromise"
        case .cACompromise: "cACompromise"
        case .affiliationChanged: "affiliationChanged"
        case .superseded: "superseded"
        case .cessationOfOperation: "cessationOfOperation"
        case .certificateHold: "certificateHold"
        case .removeFromCRL: "removeFromCRL"
        case .privilegeWithdrawn: "privilegeWithdrawn"
        case .aACompromise: "aACompromise"
        }
    }
}
