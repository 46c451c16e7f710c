public import Domain

/// A certificate that the office issued, and the files it is in.
public struct IssuedCertificate: Sendable {
    public let user: String
    public let certificate: Certificate
    public let files: ClientFiles
    /// The user's certificate from before, kept under its serial number; `nil` when there was none.
    public let former: FormerCertificate?
    /// What the call did to the folder, in that order.
    public let changes: [FolderChange]
}

/// What became of a certificate that another took the place of.
public struct FormerCertificate: Sendable {
    public let facts: CertificateFacts
    public let files: ClientFiles
    /// Whether it was revoked, as `superseded`.
    public let isRevoked: Bool
}

/// The paths of one client certificate's files, and of those a client needs beside them.
public struct ClientFiles: Hashable, Sendable {
    /// PEM.
    public let certificate: String
    public let key: String
    /// The certificate in DER.
    public let der: String
    /// PKCS#12.
    public let archive: String
    /// Holds the archive's password, one line.
    public let password: String
    /// The authority that the client must trust, PEM.
    public let serverAuthority: String
    /// The same as a Java truststore, and the file with its password.
    public let trustStore: String
    public let trustStorePassword: String
}

extension OfficeDesk {
    /// - Parameter base: of the files' paths, relative to the folder.
    func clientFiles(_ base: PairFiles) -> ClientFiles {
        ClientFiles(
            certificate: self.files.path(base.certificate),
            key: self.files.path(base.key),
            der: self.files.path(base.der),
            archive: self.files.path(base.archive),
            password: self.files.path(base.password),
            serverAuthority: self.folder.serverAuthority.certificatePath,
            trustStore: self.folder.trustStore.archivePath,
            trustStorePassword: self.folder.trustStore.passwordPath
        )
    }
}
