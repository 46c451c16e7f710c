internal import Domain
internal import Foundation

extension FolderUpkeep {
    mutating func settle(
        _ pair: StoredPair,
        _ newKeys: [PairFiles: PrivateKey],
        _ profile: CertificateProfile
    ) throws(PKIError) -> StoredAuthority {
        let key = try self.settleKey(pair, newKeys)
        let authority: CertificateAuthority
        if let certificate = pair.certificate {
            authority = try self.authority(certificate, key, pair.files)
        } else {
            authority = try CertificateAuthority.create(profile, key: key)
            try self.files.write(pair.files.certificate, authority.certificate, .made)
        }
        return StoredAuthority(
            authority: authority,
            certificatePath: self.files.path(pair.files.certificate),
            keyPath: self.files.path(pair.files.key)
        )
    }

    private func authority(
        _ certificate: Certificate,
        _ key: PrivateKey,
        _ files: PairFiles
    ) throws(PKIError) -> CertificateAuthority {
        do {
            return try CertificateAuthority(certificate: certificate, key: key)
        } catch {
            throw PKIError(
                error.code,
                "'\(self.files.path(files.certificate))': \(error.message)",
                cause: error.cause,
                hint: "Put an authority's certificate in its place, or delete the file: the emulator makes one for the "
                    + "key at its next start."
            )
        }
    }

    /// - Parameter fault: why the certificate does not do; `nil` when it does.
    mutating func settleLeaf(
        _ pair: StoredPair,
        _ newKeys: [PairFiles: PrivateKey],
        _ profile: CertificateProfile,
        _ authority: CertificateAuthority,
        _ fault: FolderChange.Action?
    ) throws(PKIError) -> StoredCredential {
        if fault != nil { try self.files.remove(pair.files.archive) }
        if pair.key == nil { try self.files.remove(pair.files.certificate) }
        let key = try self.settleKey(pair, newKeys)
        let certificate: Certificate
        if let stored = pair.certificate, fault == nil {
            certificate = stored
        } else {
            certificate = try authority.issue(profile, for: key)
            try self.files.write(pair.files.certificate, certificate, fault ?? .made)
        }
        return StoredCredential(
            certificate: certificate,
            key: key,
            certificatePath: self.files.path(pair.files.certificate),
            keyPath: self.files.path(pair.files.key)
        )
    }

    private mutating func settleKey(
        _ pair: StoredPair,
        _ newKeys: [PairFiles: PrivateKey]
    ) throws(PKIError) -> PrivateKey {
        if let key = pair.key { return key }
        guard let key = newKeys[pair.files] else { preconditionFailure("a key was made for each pair without one") }
        try self.files.writeSecret(pair.files.key, Array(try key.pem().utf8), .made)
        return key
    }
}

extension StoredPair {
    /// Whether another certificate has to be issued, whoever it is for.
    ///
    /// - Parameter margin: seconds before its end from which on the certificate no longer does.
    /// - Returns: what issuing is to be noted as; `nil` when there is no need to.
    func fault(authority: CertificateAuthority, now: Date, margin: TimeInterval) -> FolderChange.Action? {
        guard let certificate = self.certificate else { return .made }
        let facts = certificate.facts
        if self.key == nil { return .renewed(.keyMissing) }
        if !certificate.isIssued(by: authority.certificate) {
            return .renewed(.otherAuthority(issuer: facts.issuer))
        }
        if now < facts.notBefore { return .renewed(.notYetValid(from: facts.notBefore)) }
        if now + margin > facts.notAfter { return .renewed(.ending(facts.notAfter)) }
        return nil
    }
}
