/// The basic constraints (RFC 5280, 4.2.1.9), always a critical extension.
public enum CertificateRole: Hashable, Sendable {
    case leaf
    /// May sign certificates; at most `pathLength` further authorities may stand between it and a leaf, any number
    /// when `nil`.
    case authority(pathLength: Int?)
}

/// What the key may do (RFC 5280, 4.2.1.3).
public struct KeyUsage: OptionSet, Hashable, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    public static let digitalSignature = KeyUsage(rawValue: 1 << 0)
    public static let keyEncipherment = KeyUsage(rawValue: 1 << 1)
    public static let keyAgreement = KeyUsage(rawValue: 1 << 2)
    public static let certificateSigning = KeyUsage(rawValue: 1 << 3)
    public static let revocationListSigning = KeyUsage(rawValue: 1 << 4)

    /// OpenSSL's words for the usages, in its `keyUsage` notation.
    var words: [String] {
        let known: [(KeyUsage, String)] = [
            (.digitalSignature, "digitalSignature"), (.keyEncipherment, "keyEncipherment"),
            (.keyAgreement, "keyAgreement"), (.certificateSigning, "keyCertSign"),
            (.revocationListSigning, "cRLSign"),
        ]
        return known.filter { self.contains($0.0) }.map(\.1)
    }
}

/// A purpose the certificate is limited to (RFC 5280, 4.2.1.12).
public enum ExtendedKeyUsage: String, Hashable, Sendable {
    case serverAuth
    case clientAuth
    case codeSigning
    case emailProtection
}

/// A name the certificate stands for beside its subject (RFC 5280, 4.2.1.6).
public enum AlternativeName: Hashable, Sendable {
    /// Letters, digits, `.`, `-`, `_` and `*`.
    case dns(String)
    /// An IPv4 or IPv6 address.
    case ip(String)
}

/// A part of the name space beyond which the authority's word does not count (RFC 5280, 4.2.1.10).
public enum PermittedName: Hashable, Sendable {
    /// The name and all below it.
    case dns(String)
}
