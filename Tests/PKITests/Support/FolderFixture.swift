import Domain
import Foundation
import PKI
import Testing

/// A folder of certificates on disk, and its state as OpenSSL's command line sees it.
struct FolderFixture {
    let disk: TemporaryFolder

    init() throws { self.disk = try TemporaryFolder() }

    static let files = [
        ".lock", "server/ca.crt", "server/ca.key", "server/server-p256.crt", "server/server-p256.key",
        "server/server-rsa.crt", "server/server-rsa.key", "server/truststore.p12", "server/truststore.password",
        "test/ca.crl", "test/ca.crt", "test/ca.key", "test/ca.last.crl",
    ]

    static func clientFiles(_ user: String) -> [String] {
        ["crt", "key", "p12", "password"].map { "test/clients/\(user).\($0)" }
    }

    /// A complete folder's files, made once: tests start from a copy, for its RSA key takes too long to make for each.
    private static let model = Result {
        let fixture = try FolderFixture()
        let written = try fixture.open().changes.map(\.file)
        return (written: written, contents: try fixture.disk.contents())
    }

    /// Puts a complete folder, as ``open(_:password:now:machineNow:)`` makes it, on the disk.
    ///
    /// - Returns: its files in the order in which they were written.
    @discardableResult
    func fill() throws -> [String] {
        let model = try Self.model.get()
        for folder in ["server", "test/clients"] {
            let path = self.disk.path(folder)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        for (file, content) in model.contents {
            try content.write(to: URL(filePath: self.disk.path(file)))
            try self.disk.setMode(file.hasSuffix(".crt") || file.hasSuffix(".crl") ? 0o644 : 0o600, file)
        }
        return model.written
    }

    /// Clients have P-256 keys, which cost no time, unless told otherwise.
    static func request(_ user: String, serial: String? = "1A", keyType: KeyType = .p256) throws -> ClientRequest {
        ClientRequest(user: user, serial: try serial.map { try Samples.serial($0) }, keyType: keyType)
    }

    @discardableResult
    func open(
        _ clients: [ClientRequest]? = nil,
        server: ServerCertificateKind = .valid,
        password: String = CertificateFolder.developmentPassword,
        now: Date = Samples.now,
        machineNow: Date? = nil
    ) throws -> CertificateFolder {
        try CertificateFolder.open(
            path: self.disk.path,
            environments: [.test: clients ?? [Self.request("anna")]],
            server: server,
            password: password,
            now: now,
            machineNow: machineNow
        )
    }

    /// OpenSSL's verdict on a client's certificate with the environment's revocation list at hand.
    func verify(_ user: String = "anna", at time: Date = Samples.now) throws -> Tool.Outcome {
        try Tool.openssl.run(
            ["verify", "-x509_strict", "-CAfile", self.disk.path("test/ca.crt")]
                + ["-CRLfile", self.disk.path("test/ca.crl"), "-crl_check", "-purpose", "sslclient"]
                + ["-attime", String(Int(time.timeIntervalSince1970)), self.disk.path("test/clients/\(user).crt")]
        )
    }

    /// The lines a person would be shown.
    static func lines(_ folder: CertificateFolder) -> [String] { folder.changes.map(\.description) }

    /// Every leaf verifies under its authority and matches its key, and the archive holds the certificate beside it.
    func expectSound(user: String = "anna", password: String = CertificateFolder.developmentPassword) throws {
        try self.expectLeaf("server/server-p256", authority: "server/ca", purpose: "sslserver")
        try self.expectLeaf("server/server-rsa", authority: "server/ca", purpose: "sslserver")
        let client = "test/clients/\(user)"
        try self.expectLeaf(client, authority: "test/ca", purpose: "sslclient")
        let passwordSource = "file:" + self.disk.path("\(client).password")
        let archive = try Tool.openssl.run(
            ["pkcs12", "-in", self.disk.path("\(client).p12"), "-passin", passwordSource, "-nodes"]
        )
        #expect(archive.status == 0, "\(archive.text)")
        for file in ["\(client).crt", "\(client).key", "test/ca.crt"] {
            #expect(archive.text.contains(String(decoding: try self.disk.read(file), as: UTF8.self)), "\(file)")
        }
        #expect(try self.disk.read("\(client).password") == Data((password + "\n").utf8))
    }

    private func expectLeaf(_ base: String, authority: String, purpose: String) throws {
        let verdict = try Tool.openssl.run(
            ["verify", "-x509_strict", "-CAfile", self.disk.path("\(authority).crt"), "-no_check_time"]
                + ["-purpose", purpose, self.disk.path("\(base).crt")]
        )
        #expect(verdict.status == 0, "\(verdict.text)")
        let ofCertificate = try Tool.openssl.run("x509", "-in", self.disk.path("\(base).crt"), "-noout", "-pubkey")
        let ofKey = try Tool.openssl.run("pkey", "-in", self.disk.path("\(base).key"), "-pubout")
        #expect(ofCertificate.text == ofKey.text, "\(base)")
    }
}

extension CertificateFolder {
    var serverP256: StoredCredential { self.server[0] }
    var serverRSA: StoredCredential { self.server[1] }
    var clientAuthority: StoredAuthority? { self.environments[.test]?.clientAuthority }
    /// Of the test environment.
    var clients: [ClientCredential] { self.environments[.test]?.clients ?? [] }
}
