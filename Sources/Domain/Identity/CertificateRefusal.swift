public import Foundation

/// Why a client certificate is not accepted (docs/protocol.md, "Certificates and TLS").
public enum CertificateRefusal: Error, Hashable, Sendable {
    /// The client sent no certificate in the handshake.
    case missing
    /// The certificate breaks its own format, so that not even its serial number can be told; `reason` says where.
    case unreadable(reason: String)
    /// No chain leads to a certificate authority of the environment.
    case untrusted(CertificateFacts, Origin)
    /// The extended key usage or key usage does not allow client authentication.
    case wrongUsage(CertificateFacts)
    /// The chain leads to the authority but breaks another rule of RFC 5280, or a certificate above the client's is out of
    /// date or revoked; `reason` is OpenSSL's wording.
    case invalid(CertificateFacts, at: CertificateCheck.Name = .issuer, reason: String)
    /// `notAfter` has passed by the emulator's clock.
    case expired(CertificateFacts, now: Date)
    /// `notBefore` is still to come by the emulator's clock.
    case notYetValid(CertificateFacts, now: Date)
    /// It is on its issuer's revocation list.
    case revoked(CertificateFacts, Revocation)
    /// Whether it is revoked cannot be told, and the settings require that it can. No fault of the certificate's.
    case revocationUnknown(CertificateFacts, RevocationListFault)
    /// Genuine, but no user has its serial number.
    case unmapped(CertificateFacts)
    /// Genuine, but its user is disabled.
    case disabled(CertificateFacts, user: String)

    /// What else is known of a certificate that is not trusted.
    public enum Origin: Hashable, Sendable {
        case unknown
        /// It signed itself.
        case itself
        /// Its issuer has the name of an authority of the environment, but another key.
        case sameName
        /// An authority of the other environment issued it.
        case environment(EnvironmentName)
    }

    /// What the certificate says of itself; `nil` when there is none, or none that can be read.
    public var facts: CertificateFacts? {
        switch self {
        case .missing, .unreadable: nil
        case .untrusted(let facts, _), .wrongUsage(let facts), .invalid(let facts, _, _), .expired(let facts, _),
            .notYetValid(let facts, _), .revoked(let facts, _), .revocationUnknown(let facts, _), .unmapped(let facts),
            .disabled(let facts, _):
            facts
        }
    }
}

extension CertificateRefusal {
    /// The check that failed.
    public var check: CertificateCheck.Name {
        switch self {
        case .missing: .presented
        case .unreadable: .readable
        case .untrusted: .issuer
        case .wrongUsage: .usage
        case .invalid(_, let check, _): check
        case .expired, .notYetValid: .validity
        case .revoked, .revocationUnknown: .revocation
        case .unmapped: .user
        case .disabled: .enabled
        }
    }
}

/// Why a revocation list cannot be relied on. The emulator's own matter, never a fault of the certificate that was to be
/// looked up.
public enum RevocationListFault: Hashable, Sendable, CustomStringConvertible {
    /// There is no list of this issuer.
    case missing(issuer: String)
    /// Its `nextUpdate` has passed by the emulator's clock.
    case stale(issuer: String, nextUpdate: Date, now: Date)
    /// Its `thisUpdate` is still to come by the emulator's clock.
    case notYetValid(issuer: String, thisUpdate: Date, now: Date)

    /// What is wrong, as a sentence without its full stop.
    public var description: String {
        switch self {
        case .missing(let issuer): "There is no revocation list of '\(issuer)'"
        case .stale(let issuer, let nextUpdate, let now):
            "The revocation list of '\(issuer)' is stale: the next was due at \(nextUpdate.iso8601); the emulator's time "
                + "is \(now.iso8601)"
        case .notYetValid(let issuer, let thisUpdate, let now):
            "The revocation list of '\(issuer)' is of \(thisUpdate.iso8601), which is still to come; the emulator's time "
                + "is \(now.iso8601)"
        }
    }
}

extension Date {
    /// UTC to the second, as `2026-01-31T12:00:00Z`.
    var iso8601: String { self.formatted(.iso8601) }
}
