internal import Domain
public import Foundation

extension CertificateOffice {
    /// Copies what a client needs to be a user into one folder, with a README.md that says what is what. Files there of the
    /// same names are replaced.
    ///
    /// - Parameters:
    ///   - folder: made when it is not there.
    ///   - password: of the PKCS#12 file, made anew; `nil` for the one in the folder with the password it has.
    ///   - archive: of a PKCS#12 file made anew.
    /// - Returns: where everything is.
    /// - Throws: ``PKIError``: `not-found` when the user has no certificate; `file-failed`, also for a folder with
    ///   somebody else's README.md; `invalid-input` for the user's name or the password; `corrupt-file`, `key-mismatch`,
    ///   `openssl-failed`.
    public func export(
        user: String,
        to folder: String,
        password: String? = nil,
        archive: PKCS12Encryption = .compatible,
        now: Date
    ) throws(PKIError) -> ExportedCertificate {
        try ClientRequest.check(user)
        if let password { try PKCS12Archive.check(password) }
        return try self.atDesk(now: now, isMaking: false) { desk throws(PKIError) in
            _ = try desk.mustHave(user)
            let pair = try desk.files.loadPair(desk.layout.client(user), keyType: .rsa2048)
            let export = try desk.exported(user, pair, password: password, archive: archive)
            let output = OutputFolder(path: folder, heading: "# Certificates of the M2M emulator's user '\(user)'")
            try output.prepare()
            return ExportedCertificate(certificate: export.certificate, files: try export.write(to: output))
        }
    }
}

/// A user's certificate, and where it was copied to.
public struct ExportedCertificate: Sendable {
    public let certificate: Certificate
    public let files: ClientFiles
}

/// A user's files, read or made, before any is written.
private struct ClientExport {
    let user: String
    let certificate: Certificate
    let key: PrivateKey
    let archive: [UInt8]
    let password: [UInt8]
    let authority: Certificate
    let serverAuthority: Certificate
    let trustStore: [UInt8]
    let trustStorePassword: [UInt8]

    func write(to output: OutputFolder) throws(PKIError) -> ClientFiles {
        try output.write(OutputFolder.page, self.page(output.heading))
        try output.writeSecret("\(self.user).key", Array(try self.key.pem().utf8))
        try output.write("\(self.user).crt", try self.certificate.pem())
        try output.write("\(self.user).cer", try self.certificate.der())
        try output.writeSecret("\(self.user).password", self.password)
        try output.writeSecret("\(self.user).p12", self.archive)
        try output.write("client-ca.crt", try self.authority.pem())
        try output.write("server-ca.crt", try self.serverAuthority.pem())
        try output.writeSecret("truststore.password", self.trustStorePassword)
        try output.writeSecret("truststore.p12", self.trustStore)
        return ClientFiles(
            certificate: output.path("\(self.user).crt"),
            key: output.path("\(self.user).key"),
            der: output.path("\(self.user).cer"),
            archive: output.path("\(self.user).p12"),
            password: output.path("\(self.user).password"),
            serverAuthority: output.path("server-ca.crt"),
            trustStore: output.path("truststore.p12"),
            trustStorePassword: output.path("truststore.password")
        )
    }

    private func page(_ heading: String) -> String {
        """
        \(heading)

        For development only; they are not SCB's. The certificate's serial number is \(self.certificate.facts.serial), in \
        decimal \(self.certificate.facts.serial.decimal); it is valid until \
        \(self.certificate.facts.notAfter.ISO8601Format()).

        | file | what it is |
        |---|---|
        | `\(self.user).crt`, `\(self.user).key` | the client's certificate and private key, PEM |
        | `\(self.user).cer` | the certificate in DER |
        | `\(self.user).p12` | key, certificate and its CA in one file, for Windows, macOS, .NET, Mono and Java |
        | `\(self.user).password` | the password of `\(self.user).p12`, one line |
        | `server-ca.crt` | the CA that the client must trust, the only one, PEM |
        | `truststore.p12`, `truststore.password` | the same as a Java truststore, and its password |
        | `client-ca.crt` | the CA that issued the client's certificate; nobody need trust it |

        """
    }
}

extension OfficeDesk {
    fileprivate mutating func exported(
        _ user: String,
        _ pair: StoredPair,
        password: String?,
        archive: PKCS12Encryption
    ) throws(PKIError) -> ClientExport {
        guard let certificate = pair.certificate, let key = pair.key else { throw self.missing(pair.files.key) }
        let packed = try self.packed(user, certificate, key, pair.files, password: password, archive: archive)
        let trustStore = ServerLayout.trustStore
        return ClientExport(
            user: user,
            certificate: certificate,
            key: key,
            archive: packed.archive,
            password: packed.password,
            authority: self.authority.certificate,
            serverAuthority: self.folder.serverAuthority.authority.certificate,
            trustStore: try self.secret(trustStore.archive),
            trustStorePassword: try self.secret(trustStore.password)
        )
    }

    /// The PKCS#12 file and its password file, as they are or made anew.
    private mutating func packed(
        _ user: String,
        _ certificate: Certificate,
        _ key: PrivateKey,
        _ files: PairFiles,
        password: String?,
        archive: PKCS12Encryption
    ) throws(PKIError) -> (archive: [UInt8], password: [UInt8]) {
        guard let password else { return (try self.secret(files.archive), try self.secret(files.password)) }
        let isOurs = certificate.isIssued(by: self.authority.certificate)
        let made = try PKCS12Archive.export(
            certificate: certificate,
            key: key,
            authority: isOurs ? self.authority.certificate : nil,
            friendlyName: user,
            password: password,
            encryption: archive
        )
        return (made, Array("\(password)\n".utf8))
    }

    private mutating func secret(_ file: String) throws(PKIError) -> [UInt8] {
        guard let content = try self.files.readSecret(file) else { throw self.missing(file) }
        return content.bytes
    }

    private func missing(_ file: String) -> PKIError {
        PKIError(
            .notFound,
            "There is no file '\(self.files.path(file))'",
            hint: "Start the emulator, which makes what is missing, or issue a new certificate."
        )
    }
}
