import NIOSSL

/// By which authorities the server's certificate must be issued.
public enum ServerTrust: Hashable, Sendable {
    /// Those that the operating system trusts.
    case system
    /// Those in a PEM file, and no other.
    case file(String)

    /// - Throws: ``ClientError`` when the file cannot be read or has no certificate.
    func roots() throws(ClientError) -> NIOSSLTrustRoots {
        switch self {
        case .system: return .default
        case .file(let path):
            let bytes = try ReadableFile.bytes(of: path, as: "CA file")
            guard let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty else {
                throw .notPEM(path, what: "CA file", begins: "-----BEGIN CERTIFICATE-----")
            }
            return .certificates(certificates)
        }
    }
}
