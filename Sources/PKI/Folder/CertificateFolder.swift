public import Domain

/// The folder of the emulator's keys and certificates, complete and consistent as ``open(path:environment:clients:password:now:machineNow:)``
/// left it.
///
/// ```
/// server/ca.crt  ca.key           the authority a client must trust
/// server/server-p256.crt  .key    the server's certificates, without the authority's
/// server/server-rsa.crt   .key
/// test/ca.crt  ca.key             the authority of the environment's clients ("production/" for that one)
/// test/clients/anna.crt  .key     one set a user
/// test/clients/anna.p12           key, certificate and authority for Windows, macOS, Java and .NET
/// test/clients/anna.password      the .p12 file's password, one line
/// ```
/// Everything is PEM but the PKCS#12 files. Keys, PKCS#12 files and passwords are readable by their owner alone.
public struct CertificateFolder: Sendable {
    /// As it was given.
    public let path: String
    public let environment: EnvironmentName
    /// What clients must trust, once.
    public let serverAuthority: StoredAuthority
    public let serverP256: StoredCredential
    public let serverRSA: StoredCredential
    /// What the server accepts client certificates of.
    public let clientAuthority: StoredAuthority
    /// In the order asked for.
    public let clients: [ClientCredential]
    /// What had to be made, renewed or repaired, in that order; empty when everything was in place.
    public let changes: [FolderChange]

    /// The password of PKCS#12 files unless the settings name another. Published and no secret: it is there because
    /// programs refuse to import a file without one, and belongs to development certificates only.
    public static let developmentPassword = "m2m-demo"
}

/// A certificate and its key, and the files they are in.
public struct StoredCredential: Sendable {
    public let certificate: Certificate
    public let key: PrivateKey
    public let certificatePath: String
    public let keyPath: String
}

/// An authority and the files it is in.
public struct StoredAuthority: Sendable {
    public let authority: CertificateAuthority
    public let certificatePath: String
    public let keyPath: String
}

/// A user's certificate and key, as PEM and as PKCS#12.
public struct ClientCredential: Sendable {
    public let user: String
    public let credential: StoredCredential
    /// The PKCS#12 file.
    public let archivePath: String
    /// The file that holds its password.
    public let passwordPath: String
}
