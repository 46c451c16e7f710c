public import Domain
public import Foundation

/// A certificate that the office knows: from a file of the clients' folder, the register or the revocation list.
public struct CertificateRow: Hashable, Sendable {
    /// Whom it is for; `nil` when nothing tells.
    public let user: String?
    public let serial: CertificateSerial
    /// As RFC 2253 writes it; `nil`, as the dates and the key, when only the revocation list knows the number.
    public let subject: String?
    public let notBefore: Date?
    public let notAfter: Date?
    public let state: CertificateState
    /// As ``Certificate/keyName`` has it.
    public let keyType: String?
    /// The paths of the files there are: certificate, key, DER, PKCS#12, password.
    public let files: [String]
    /// Whether it is the one in `clients/<user>.crt`.
    public let isCurrent: Bool
}

/// What a certificate is good for, by the emulator's clock.
public enum CertificateState: Hashable, Sendable {
    case valid
    case expired
    case notYetValid
    case revoked(Revocation)
    /// Not the environment's authority's.
    case otherAuthority(issuer: String)

    /// `valid`, `expired`, `not-yet-valid`, `revoked` or `other-authority`.
    public var name: String {
        switch self {
        case .valid: "valid"
        case .expired: "expired"
        case .notYetValid: "not-yet-valid"
        case .revoked: "revoked"
        case .otherAuthority: "other-authority"
        }
    }
}
