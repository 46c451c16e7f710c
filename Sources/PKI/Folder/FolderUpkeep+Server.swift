internal import Domain
internal import Foundation

extension FolderUpkeep {
    /// - Parameter pairs: the sound certificates'.
    /// - Returns: what the server is to show.
    mutating func settleServers(
        _ pairs: [StoredPair],
        _ newKeys: [PairFiles: PrivateKey],
        _ authority: CertificateAuthority
    ) throws(PKIError) -> [StoredCredential] {
        var credentials: [StoredCredential] = []
        for pair in pairs {
            let profile = CertificateProfile.server(keyType: pair.keyType, now: self.machineNow)
            let fault = try self.serverFault(pair, profile, authority)
            credentials.append(try self.settleLeaf(pair, newKeys, profile, authority, fault))
        }
        if self.server == .valid { return credentials }
        let throwaway = self.server == .untrusted ? try Self.throwaway() : nil
        var odd: [StoredCredential] = []
        for (pair, credential) in zip(pairs, credentials) {
            odd.append(try self.makeOdd(pair.keyType, credential.key, throwaway ?? authority))
        }
        return odd
    }

    private func serverFault(
        _ pair: StoredPair,
        _ profile: CertificateProfile,
        _ authority: CertificateAuthority
    ) throws(PKIError) -> FolderChange.Action? {
        let thirtyDays = 30 * CertificateProfile.day
        let fault = pair.fault(authority: authority, now: self.machineNow, margin: thirtyDays)
        guard fault == nil, let certificate = pair.certificate else { return fault }
        let found = try certificate.alternativeNames()
        let wanted = try Certificate.text(of: profile.subjectAlternativeNames)
        return found == wanted ? nil : .renewed(.otherNames(found: found))
    }

    /// A certificate that a client must refuse, for the sound one's key: a new key would add nothing.
    private mutating func makeOdd(
        _ keyType: KeyType,
        _ key: PrivateKey,
        _ authority: CertificateAuthority
    ) throws(PKIError) -> StoredCredential {
        let profile = CertificateProfile.server(self.server, keyType: keyType, now: self.machineNow)
        let certificate =
            self.server == .selfSigned
            ? try Certificate.selfSigned(profile, key: key) : try authority.issue(profile, for: key)
        let files = ServerLayout.certificate(self.server, keyType)
        try self.files.writeSecret(files.key, Array(try key.pem().utf8), .made)
        try self.files.write(files.certificate, certificate, .made)
        return StoredCredential(
            certificate: certificate,
            key: key,
            certificatePath: self.files.path(files.certificate),
            keyPath: self.files.path(files.key)
        )
    }

    private static func throwaway() throws(PKIError) -> CertificateAuthority {
        try CertificateAuthority.create(.throwawayAuthority(), key: try PrivateKey.generate(.p256))
    }
}
