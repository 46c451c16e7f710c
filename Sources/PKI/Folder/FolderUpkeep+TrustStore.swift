extension FolderUpkeep {
    /// The server authority's certificate for Java. Unlike a user's archive it is opened, for no later certificate tells
    /// whether it fits.
    mutating func settleTrustStore(_ authority: Certificate) throws(PKIError) -> StoredTrustStore {
        let files = ServerLayout.trustStore
        let passwordLine = Array((self.password + "\n").utf8)
        let storedLine = try self.files.readSecret(files.password)?.bytes
        let action = try self.trustStoreAction(authority, isPasswordPresent: storedLine == passwordLine)
        if storedLine != passwordLine {
            try self.files.remove(files.archive)
            let action: FolderChange.Action = storedLine == nil ? .made : .renewed(.otherPassword)
            try self.files.writeSecret(files.password, passwordLine, action)
        }
        if let action {
            let store = try TrustStore.export(authority, alias: Self.trustStoreAlias, password: self.password)
            try self.files.writeSecret(files.archive, store, action)
        }
        return StoredTrustStore(
            archivePath: self.files.path(files.archive),
            passwordPath: self.files.path(files.password)
        )
    }

    private static let trustStoreAlias = "m2m-emulator-server-ca"

    /// - Returns: what writing the truststore is to be noted as; `nil` when there is no need to.
    private mutating func trustStoreAction(
        _ authority: Certificate,
        isPasswordPresent: Bool
    ) throws(PKIError) -> FolderChange.Action? {
        guard let content = try self.files.readSecret(ServerLayout.trustStore.archive) else { return .made }
        guard isPasswordPresent, let held = TrustStore.certificates(in: content.bytes, password: self.password) else {
            return .renewed(.otherPassword)
        }
        return held.map(\.facts) == [authority.facts] ? nil : .renewed(.authorityRenewed)
    }
}
