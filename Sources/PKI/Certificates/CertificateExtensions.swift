internal import COpenSSL

/// A profile's extensions, in the notation of OpenSSL's configuration files (its manual page x509v3_config).
struct CertificateExtensions {
    /// In the order in which they are encoded.
    let entries: [(nid: Int32, text: String)]

    /// - Parameter isSelfSigned: a root's authority key identifier would only repeat its own.
    init(_ profile: CertificateProfile, isSelfSigned: Bool) throws(PKIError) {
        var entries = [(NID_basic_constraints, Self.text(profile.role))]
        if !profile.keyUsage.isEmpty {
            entries.append((NID_key_usage, Self.critical(profile.keyUsage.words)))
        }
        if !profile.extendedKeyUsage.isEmpty {
            entries.append((NID_ext_key_usage, profile.extendedKeyUsage.map(\.rawValue).joined(separator: ",")))
        }
        if !profile.subjectAlternativeNames.isEmpty {
            let names = try Self.texts(profile.subjectAlternativeNames)
            entries.append((NID_subject_alt_name, names.joined(separator: ",")))
        }
        if !profile.permittedNames.isEmpty {
            entries.append((NID_name_constraints, Self.critical(try Self.texts(profile.permittedNames))))
        }
        entries.append((NID_subject_key_identifier, "hash"))
        if !isSelfSigned { entries.append((NID_authority_key_identifier, "keyid:always")) }
        self.entries = entries
    }

    private static func critical(_ words: [String]) -> String { (["critical"] + words).joined(separator: ",") }

    private static func text(_ role: CertificateRole) -> String {
        switch role {
        case .leaf: Self.critical(["CA:FALSE"])
        case .authority(.none): Self.critical(["CA:TRUE"])
        case .authority(.some(let length)): Self.critical(["CA:TRUE", "pathlen:\(length)"])
        }
    }

    static func texts(_ names: [AlternativeName]) throws(PKIError) -> [String] {
        var texts: [String] = []
        for name in names {
            switch name {
            case .dns(let name): texts.append("DNS:" + (try Self.checked(name)))
            case .ip(let address): texts.append("IP:" + (try Self.checked(address)))
            }
        }
        return texts
    }

    private static func texts(_ names: [PermittedName]) throws(PKIError) -> [String] {
        var texts: [String] = []
        for name in names {
            switch name {
            case .dns(let name): texts.append("permitted;DNS:" + (try Self.checked(name)))
            }
        }
        return texts
    }

    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_*:".utf8)

    /// A comma in a name would begin another entry of the notation.
    private static func checked(_ name: String) throws(PKIError) -> String {
        guard !name.isEmpty, name.utf8.allSatisfy(Self.plain.contains) else {
            throw PKIError(
                .invalidInput,
                "The name or address '\(name)' cannot stand in a certificate: "
                    + "letters, digits and the characters . - _ * : are allowed",
                hint: "Write a DNS name in its ASCII form (xn--…) and an address without brackets."
            )
        }
        return name
    }
}
