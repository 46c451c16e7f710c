import Foundation
import PKI
import Server

/// A client's certificate and key, as PEM files and as text.
///
/// The files are gone with the emulator; both are the emulator's own, never SCB's.
public struct TestCredential: Hashable, Sendable {
    /// PEM file of the certificate.
    public let certificatePath: String
    /// PEM file of the unencrypted private key; readable by its owner alone.
    public let keyPath: String
    /// `-----BEGIN CERTIFICATE-----` and so on.
    public let certificate: String
    /// `-----BEGIN PRIVATE KEY-----` and so on.
    public let key: String

    init(_ client: ClientCredential) throws {
        self.certificatePath = client.credential.certificatePath
        self.keyPath = client.credential.keyPath
        self.certificate = try client.credential.certificate.pem()
        self.key = try client.credential.key.pem()
    }

    /// Writes the files.
    ///
    /// - Parameter base: their path without `.crt` and `.key`.
    init(_ made: SandboxCertificate, base: String) throws {
        self.certificatePath = "\(base).crt"
        self.keyPath = "\(base).key"
        self.certificate = try made.certificate.pem()
        self.key = try made.key.pem()
        try Data(self.certificate.utf8).write(to: URL(fileURLWithPath: self.certificatePath))
        // The folder is its owner's alone, so that the key is nobody's to read in between.
        try Data(self.key.utf8).write(to: URL(fileURLWithPath: self.keyPath))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: self.keyPath)
    }
}
