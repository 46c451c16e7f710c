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

    /// Notes the certificate that was added last.
    mutating func writeRegister(_ file: String, _ register: CertificateRegister) throws(PKIError) {
        guard let entry = register.certificates.last else { return }
        let action = FolderChange.Action.registered(entry.serial, user: entry.user)
        try self.writeOpen(file, try register.json(), action)
    }
}
