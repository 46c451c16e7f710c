/// A certificate with its private key for the server's side of the handshake, both PEM files.
public struct ServerCertificate: Sendable, Hashable {
    public let certificatePath: String
    public let keyPath: String

    public init(certificatePath: String, keyPath: String) {
        self.certificatePath = certificatePath
        self.keyPath = keyPath
    }
}
