/// A way in which a client certificate can be wrong, and what the emulator does about it (docs/protocol.md, "Certificates
/// and TLS"). The raw value names the files of ``CertificateOffice/makeFailSet(in:disabled:keyType:password:now:)``.
public enum FailCase: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// No certificate at all: the only case without files.
    case missing
    case untrusted
    case otherEnvironment = "other-environment"
    case sameNameAuthority = "same-name-ca"
    case selfSigned = "self-signed"
    case expired
    case notYetValid = "not-yet-valid"
    case revoked
    case wrongExtendedKeyUsage = "wrong-extended-key-usage"
    case noDigitalSignature = "no-digital-signature"
    /// Of an intermediate authority, sent along, that the environment's may not have below it.
    case pathTooLong = "path-too-long"
    case unmapped
    /// Its user is disabled in the settings.
    case disabled

    public var description: String { self.rawValue }

    /// What is wrong, in a few words.
    public var fault: String {
        switch self {
        case .missing: "the client sends no certificate"
        case .untrusted: "issued by a CA that nobody knows"
        case .otherEnvironment: "issued by the CA of the other environment"
        case .sameNameAuthority: "issued by a CA of the right name with another key"
        case .selfSigned: "signed by its own key"
        case .expired: "ended a day ago"
        case .notYetValid: "begins in a day"
        case .revoked: "on the CA's revocation list"
        case .wrongExtendedKeyUsage: "extended key usage serverAuth instead of clientAuth"
        case .noDigitalSignature: "key usage keyEncipherment without digitalSignature"
        case .pathTooLong: "issued by an intermediate CA, though the environment's CA may have none below it"
        case .unmapped: "sound, but its serial number belongs to no user"
        case .disabled: "sound, but its user is disabled"
        }
    }

    /// Of the answer to every call where refusals are explained, and to ``unmapped`` and ``disabled`` in any case.
    public var status: Int { 403 }

    /// The answer's problem code.
    public var code: String {
        switch self {
        case .missing: "certificate-missing"
        case .untrusted, .otherEnvironment, .sameNameAuthority, .selfSigned: "certificate-untrusted"
        case .expired: "certificate-expired"
        case .notYetValid: "certificate-not-yet-valid"
        case .revoked: "certificate-revoked"
        case .wrongExtendedKeyUsage, .noDigitalSignature: "certificate-wrong-usage"
        case .pathTooLong: "certificate-invalid"
        case .unmapped: "certificate-unmapped"
        case .disabled: "user-disabled"
        }
    }

    /// What ends the handshake where refusals reject; `nil` where it completes and the call is answered instead.
    public var alert: FailAlert? {
        switch self {
        case .missing: FailAlert(tls13: "certificate_required", tls12: "handshake_failure")
        case .untrusted, .otherEnvironment, .sameNameAuthority, .selfSigned: FailAlert("unknown_ca")
        case .expired: FailAlert("certificate_expired")
        case .notYetValid, .pathTooLong: FailAlert("bad_certificate")
        case .revoked: FailAlert("certificate_revoked")
        case .wrongExtendedKeyUsage, .noDigitalSignature: FailAlert("unsupported_certificate")
        case .unmapped, .disabled: nil
        }
    }
}

/// A TLS alert by its name in RFC 8446, 6.2.
public struct FailAlert: Hashable, Sendable {
    public let tls13: String
    public let tls12: String

    init(tls13: String, tls12: String) {
        self.tls13 = tls13
        self.tls12 = tls12
    }

    /// The same in both.
    init(_ name: String) { self.init(tls13: name, tls12: name) }
}
