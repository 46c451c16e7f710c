import Domain
import Foundation
import PKI

/// Keys that all tests share: an RSA key takes too long to make for each.
enum Keys {
    static let clientRSA = Result { try PrivateKey.generate(.rsa2048) }
    static let clientRSA4096 = Result { try PrivateKey.generate(.rsa4096) }
    static let clientP256 = Result { try PrivateKey.generate(.p256) }
    static let clientP384 = Result { try PrivateKey.generate(.p384) }
    static let serverRSA = Result { try PrivateKey.generate(.rsa2048) }
    static let serverP256 = Result { try PrivateKey.generate(.p256) }

    static func client(_ type: KeyType) throws -> PrivateKey {
        switch type {
        case .rsa2048: try self.clientRSA.get()
        case .rsa4096: try self.clientRSA4096.get()
        case .p256: try self.clientP256.get()
        case .p384: try self.clientP384.get()
        }
    }
}

/// What a client presents: its certificate, those it sends along, and the key.
struct Credentials {
    /// The client's own first.
    let certificates: [Certificate]
    let key: PrivateKey

    /// - Parameter change: what is to be odd about a sound certificate.
    static func issued(
        by authority: CertificateAuthority,
        key type: KeyType = .p256,
        with chain: [Certificate] = [],
        _ change: (inout CertificateProfile) throws -> Void = { _ in }
    ) throws -> Credentials {
        var profile = CertificateProfile.client("anna", serial: .random(), now: Date.test)
        try change(&profile)
        let key = try Keys.client(type)
        return Credentials(certificates: [try authority.issue(profile, for: key)] + chain, key: key)
    }

    var facts: CertificateFacts { self.certificates[0].facts }
}

extension CertificateAuthority {
    /// An authority with a key of its own.
    static func make(_ profile: CertificateProfile = .clientAuthority(of: .test)) throws -> CertificateAuthority {
        try .create(profile, key: .generate(.p256))
    }

    /// An authority under this one.
    func makeIntermediate(
        _ change: (inout CertificateProfile) -> Void = { _ in }
    ) throws -> CertificateAuthority {
        var profile = CertificateProfile.clientAuthority(of: .test)
        profile.subject.commonName = "Intermediate"
        change(&profile)
        let key = try PrivateKey.generate(.p256)
        return try CertificateAuthority(certificate: try self.issue(profile, for: key), key: key)
    }
}

extension CertificateProfile {
    /// A client authority below which further authorities may stand.
    static var root: CertificateProfile {
        var profile = CertificateProfile.clientAuthority(of: .test)
        profile.role = .authority(pathLength: nil)
        return profile
    }
}

extension Date {
    /// The emulator's time in these tests: 2024-06-01T12:00:00Z.
    static let test = Date(timeIntervalSince1970: 1_717_243_200)
}
