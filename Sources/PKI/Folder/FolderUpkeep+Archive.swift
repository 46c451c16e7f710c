/// What the folder holds of a user's PKCS#12 file.
///
/// The file is not opened to see what is in it, which would cost a password derivation a file and start. That the
/// password file says the present password, and that a file is removed before its certificate is replaced, is enough.
struct StoredArchive {
    let exists: Bool
    let hasPasswordFile: Bool
    /// Whether the password file says the present password.
    let isPasswordPresent: Bool

    /// - Parameter keepsPassword: the office made the archive, whose password was chosen for it alone.
    /// - Returns: what writing the archive is to be noted as; `nil` when there is no need to.
    func action(isCertificateRenewed: Bool, keepsPassword: Bool) -> FolderChange.Action? {
        if !self.exists { return .made }
        if isCertificateRenewed { return .renewed(.certificateRenewed) }
        if self.isPasswordPresent || (keepsPassword && self.hasPasswordFile) { return nil }
        return .renewed(.otherPassword)
    }
}

extension FolderUpkeep {
    private var passwordLine: [UInt8] { Array((self.password + "\n").utf8) }

    mutating func loadArchive(_ files: PairFiles) throws(PKIError) -> StoredArchive {
        let line = try self.files.readSecret(files.password)?.bytes
        return StoredArchive(
            exists: try self.files.readSecret(files.archive) != nil,
            hasPasswordFile: line != nil,
            isPasswordPresent: line == self.passwordLine
        )
    }

    mutating func writeArchive(
        _ user: String,
        _ files: PairFiles,
        _ credential: StoredCredential,
        _ authority: Certificate,
        _ stored: StoredArchive,
        _ action: FolderChange.Action
    ) throws(PKIError) {
        try self.files.remove(files.archive)
        if !stored.isPasswordPresent {
            let action: FolderChange.Action = stored.hasPasswordFile ? .renewed(.otherPassword) : .made
            try self.files.writeSecret(files.password, self.passwordLine, action)
        }
        let archive = try PKCS12Archive.export(
            certificate: credential.certificate,
            key: credential.key,
            authority: authority,
            friendlyName: user,
            password: self.password
        )
        try self.files.writeSecret(files.archive, archive, action)
    }
}
