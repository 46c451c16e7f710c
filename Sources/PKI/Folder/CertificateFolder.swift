public import Domain

/// The folder of the emulator's keys and certificates, complete and consistent as
/// ``open(path:environments:server:serverKeys:password:now:machineNow:)`` left it.
///
/// ```
/// server/ca.crt  ca.key           the authority a client must trust
/// server/truststore.p12           the same for Java; its password in truststore.password
/// server/server-p256.crt  .key    the server's certificates, without the authority's
/// server/server-rsa.crt   .key
/// test/ca.crt  ca.key             the authority of the environment's clients ("production/" for that one)
/// test/ca.crl                     what it has revoked
/// test/ca.last.crl                the same as it was signed last, should that be deleted or spoilt
/// test/register.json              whom the certificate office issued certificates to; not there before it issued any
/// test/clients/anna.crt  .key     one set a user
/// test/clients/anna.p12           key, certificate and authority for Windows, macOS, Java and .NET
/// test/clients/anna.password      the .p12 file's password, one line
/// ```
/// Everything is PEM but the register and the PKCS#12 files. Keys, PKCS#12 files and passwords are readable by their
/// owner alone.
public struct CertificateFolder: Sendable {
    /// As it was given.
    public let path: String
    /// What clients must trust, once.
    public let serverAuthority: StoredAuthority
    /// The same for Java.
    public let trustStore: StoredTrustStore
    /// What the server shows: one with a P-256 key, then one with an RSA key, unless other keys were asked for.
    public let server: [StoredCredential]
    /// Those asked for.
    public let environments: [EnvironmentName: EnvironmentCertificates]
    /// The authorities' certificate files of environments that were not asked for, as far as there are any: they tell
    /// whence a certificate comes that this emulator does not trust.
    public let otherAuthorities: [EnvironmentName: String]
    /// What had to be made, renewed or repaired, in that order; empty when everything was in place.
    public let changes: [FolderChange]
    /// What was left as it is, and a person should know.
    public let warnings: [FolderWarning]

    /// The password of PKCS#12 files unless the settings name another. Published and no secret: it is there because
    /// programs refuse to import a file without one, and belongs to development certificates only.
    public static let developmentPassword = "m2m-demo"

    /// The kinds of key of which the server has a certificate, since a client's TLS may know one of them alone.
    public static let usualServerKeys = [KeyType.p256, .rsa2048]
}

/// What the folder holds of one environment.
public struct EnvironmentCertificates: Sendable {
    public let environment: EnvironmentName
    /// What the server accepts client certificates of.
    public let clientAuthority: StoredAuthority
    /// The authority's revocation list, PEM. Replaced as a whole when a certificate is revoked.
    public let revocationListPath: String
    /// For ``CertificateRegister/load(path:)``. There is no such file before the office issued a certificate.
    public let registerPath: String
    /// In the order asked for.
    public let clients: [ClientCredential]
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

/// A Java truststore with the server authority's certificate, and the file that holds its password.
public struct StoredTrustStore: Sendable {
    public let archivePath: String
    public let passwordPath: String
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
