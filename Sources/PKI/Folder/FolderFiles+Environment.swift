internal import Domain
internal import Foundation

// An environment's files that are neither key nor certificate.
extension FolderFiles {
    /// A new key would need a new certificate, which nobody who trusts the old one trusts: that is a person's choice.
    mutating func loadAuthority(_ files: PairFiles) throws(PKIError) -> StoredPair {
        let pair = try self.loadPair(files, keyType: .p256)
        if pair.key == nil, pair.certificate != nil {
            throw PKIError(
                .authorityKeyMissing,
                "The authority's certificate '\(self.path(files.certificate))' is there, "
                    + "its key '\(self.path(files.key))' is not",
                hint: "Put the key back, or delete the certificate too: the emulator then makes a new authority, "
                    + "which whoever trusts the old one must be told to trust."
            )
        }
        return pair
    }

    /// Far above any list the office signs, at some 40 bytes a certificate.
    private static let maximumListSize = 16 * 1_048_576

    /// - Returns: `nil` when there is no such file.
    func loadRevocationList(_ file: String) throws(PKIError) -> SignedRevocationList? {
        let path = self.path(file)
        guard
            let content = try SystemFile.content(of: path, isPrivate: false, maximumSize: Self.maximumListSize)
        else { return nil }
        do {
            return try SignedRevocationList(pem: String(decoding: content.bytes, as: UTF8.self))
        } catch {
            throw PKIError(
                .corruptFile,
                "'\(path)' holds no readable revocation list in PEM (-----BEGIN X509 CRL-----)",
                cause: error.cause,
                hint: "Put a good copy in its place, or delete it: the emulator makes an empty one at its next start, "
                    + "and what was revoked no longer is."
            )
        }
    }

    /// - Parameter now: the emulator's clock.
    mutating func settleList(
        _ list: SignedRevocationList?,
        _ layout: EnvironmentLayout,
        _ authority: CertificateAuthority,
        now: Date
    ) throws(PKIError) -> SignedRevocationList {
        let action: FolderChange.Action
        if let list {
            guard let reason = list.fault(authority: authority.certificate, now: now) else { return list }
            action = .renewed(reason)
        } else {
            action = .made
        }
        let signed = try SignedRevocationList.following(list, list?.content.entries ?? [:], by: authority, now: now)
        try self.writeText(layout.revocationList, try signed.pem(), action)
        return signed
    }

    /// Notes the certificate that was added last.
    mutating func writeRegister(_ file: String, _ register: CertificateRegister) throws(PKIError) {
        guard let entry = register.certificates.last else { return }
        let action = FolderChange.Action.registered(entry.serial, user: entry.user)
        try self.writeOpen(file, try register.json(), action)
    }
}
