internal import Domain
internal import Foundation

extension CertificateProfile {
    /// A client's profile with the fault of `failCase`, as far as the profile has a part in it.
    static func wrong(_ failCase: FailCase, _ disabled: DisabledUser?, now: Date) -> CertificateProfile {
        var profile = Self.client("fail-\(failCase)", serial: .random(), now: now)
        switch failCase {
        case .expired:
            profile.notBefore = now - 731 * Self.day
            profile.notAfter = now - Self.day
        case .notYetValid:
            profile.notBefore = now + Self.day
        case .wrongExtendedKeyUsage:
            profile.extendedKeyUsage = [.serverAuth]
        case .noDigitalSignature:
            profile.keyUsage = .keyEncipherment
        case .disabled:
            if let disabled { profile = Self.client(disabled.name, serial: disabled.serial, now: now) }
        case .missing, .untrusted, .otherEnvironment, .sameNameAuthority, .selfSigned, .revoked, .pathTooLong,
            .unmapped:
            break
        }
        return profile
    }
}
