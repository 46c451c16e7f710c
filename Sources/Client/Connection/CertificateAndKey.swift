public import NIOSSL

/// The client certificate with its private key, as which the calls are made (docs/protocol.md, "Certificates and TLS").
public struct CertificateAndKey: Sendable {
    /// The client's own certificate first, then those of the authorities above it that came with it.
    public let chain: [NIOSSLCertificate]
    public let key: NIOSSLPrivateKey

    /// Where a credential lies.
    public enum Source: Hashable, Sendable {
        /// PEM files; the key may be encrypted, with the password.
        case pem(certificate: String, key: String)
        /// A PKCS#12 file (`.p12`, `.pfx`).
        case pkcs12(String)
    }

    /// Reads the files; blocks until they are read.
    ///
    /// - Parameter password: opens the PKCS#12 file, or the key; `nil` for one without a password.
    /// - Throws: ``ClientError`` when a file cannot be read, is not what it should be, or the password is wrong.
    public init(_ source: Source, password: String?) throws(ClientError) {
        switch source {
        case .pem(let certificate, let key):
            self.chain = try Self.certificates(in: certificate)
            self.key = try Self.privateKey(in: key, password: password)
        case .pkcs12(let file):
            let bytes = try ReadableFile.bytes(of: file, as: "PKCS#12 file")
            do {
                let bundle = try NIOSSLPKCS12Bundle(buffer: bytes, passphrase: password.map { Array($0.utf8) })
                self.chain = bundle.certificateChain
                self.key = bundle.privateKey
            } catch {
                throw .cannotOpen(archive: file, hasPassword: password != nil)
            }
        }
    }

    private static func certificates(in file: String) throws(ClientError) -> [NIOSSLCertificate] {
        let bytes = try ReadableFile.bytes(of: file, as: "certificate")
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(bytes), !chain.isEmpty else {
            throw .notPEM(file, what: "certificate", begins: "-----BEGIN CERTIFICATE-----")
        }
        return chain
    }

    private static func privateKey(in file: String, password: String?) throws(ClientError) -> NIOSSLPrivateKey {
        let bytes = try ReadableFile.bytes(of: file, as: "private key")
        // An answer in any case: without one, the library would ask at the terminal.
        let answer = Array((password ?? "").utf8)
        do {
            return try NIOSSLPrivateKey(bytes: bytes, format: .pem) { answerer in answerer(answer) }
        } catch {
            if String(decoding: bytes, as: UTF8.self).contains("ENCRYPTED") {
                throw .cannotOpen(key: file, hasPassword: password != nil)
            }
            throw .notPEM(file, what: "private key", begins: "-----BEGIN PRIVATE KEY-----")
        }
    }
}
