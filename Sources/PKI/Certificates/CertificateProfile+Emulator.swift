public import Domain
public import Foundation

// The four kinds of certificate the emulator lives by (docs/protocol.md, "Certificates and TLS").
extension CertificateProfile {
    /// The names under which a client may reach the emulator.
    static let serverNames: [AlternativeName] = [
        .dns("localhost"), .dns("test.m2m.gdb.scb.se"), .dns("m2m.gdb.scb.se"), .ip("127.0.0.1"), .ip("::1"),
    ]

    /// The authority of the emulator's server certificates. Its name constraints limit what trusting it on a developer's
    /// machine costs: whoever steals its key can stand for no host name but this machine's and SCB's. Addresses are left
    /// free, because BoringSSL refuses every certificate with an address under an authority that limits them
    /// (docs/decisions/0010).
    public static func serverAuthority() -> CertificateProfile {
        var profile = Self.authority(named: "M2M emulator server CA (not SCB)")
        profile.permittedNames = [.dns("localhost"), .dns("m2m.gdb.scb.se")]
        return profile
    }

    /// The authority of an environment's client certificates, in place of SCB's internal one.
    public static func clientAuthority(of environment: EnvironmentName) -> CertificateProfile {
        Self.authority(named: "M2M emulator \(environment) client CA (not SCB)")
    }

    /// The emulator's own certificate.
    ///
    /// - Parameters:
    ///   - keyType: of the key it is for.
    ///   - now: machine time, by which clients judge it.
    public static func server(keyType: KeyType, now: Date) -> CertificateProfile {
        let isRSA = keyType == .rsa2048 || keyType == .rsa4096
        return CertificateProfile(
            subject: DistinguishedName(commonName: "localhost"),
            notBefore: now - Self.day,
            // 821 days in all; beyond 825 macOS refuses a server certificate even of an authority it trusts.
            notAfter: now + 820 * Self.day,
            // Old clients under TLS 1.2 look for keyEncipherment in an RSA certificate whatever the cipher suite.
            keyUsage: isRSA ? [.digitalSignature, .keyEncipherment] : .digitalSignature,
            extendedKeyUsage: [.serverAuth],
            subjectAlternativeNames: Self.serverNames
        )
    }

    /// The emulator's own certificate, sound or odd. One that is signed by itself or by a stranger is as a sound one is:
    /// what is odd is who signs it.
    static func server(_ kind: ServerCertificateKind, keyType: KeyType, now: Date) -> CertificateProfile {
        var profile = Self.server(keyType: keyType, now: now)
        switch kind {
        case .valid, .selfSigned, .untrusted: break
        case .expired:
            profile.notBefore = now - 366 * Self.day
            profile.notAfter = now - Self.day
        case .notYetValid:
            profile.notBefore = now + Self.day
        case .wrongHost:
            // Within the authority's name constraints, so that the host name is all that is wrong.
            profile.subject.commonName = Self.wrongHost
            profile.subjectAlternativeNames = [.dns(Self.wrongHost)]
        }
        return profile
    }

    private static let wrongHost = "wrong-host.m2m.gdb.scb.se"

    /// An authority that signs one certificate which nobody can trust.
    static func throwawayAuthority() -> CertificateProfile {
        Self.authority(named: "M2M emulator throw-away CA (not SCB)")
    }

    /// An authority below an environment's, which forbids it.
    static func intermediate() -> CertificateProfile {
        Self.authority(named: "M2M emulator intermediate CA (not SCB)")
    }

    /// A reporter's certificate: from one day before `now` to two years (730 days) after.
    ///
    /// - Parameters:
    ///   - user: becomes the common name.
    ///   - now: the emulator's clock, by which it judges the certificate.
    public static func client(_ user: String, serial: CertificateSerial, now: Date) -> CertificateProfile {
        CertificateProfile(
            subject: DistinguishedName(commonName: user),
            serial: serial,
            notBefore: now - Self.day,
            notAfter: now + 730 * Self.day,
            keyUsage: .digitalSignature,
            extendedKeyUsage: [.clientAuth]
        )
    }

    static let day: TimeInterval = 86_400

    private static func authority(named name: String) -> CertificateProfile {
        CertificateProfile(
            subject: DistinguishedName(commonName: name),
            // 2000-01-01 to 2049-12-31: wide enough for any date a test sets the clock to.
            notBefore: Date(timeIntervalSince1970: 946_684_800),
            notAfter: Date(timeIntervalSince1970: 2_524_607_999),
            role: .authority(pathLength: 0),
            keyUsage: [.certificateSigning, .revocationListSigning]
        )
    }
}
