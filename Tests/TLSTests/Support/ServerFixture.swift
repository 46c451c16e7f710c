import Domain
import Foundation
import PKI
import TLS
import Testing

/// Makes the server's side of the handshake from certificates issued for the test.
enum ServerFixture {
    /// - Parameters:
    ///   - authority: whose client certificates are accepted.
    ///   - other: the production environment's authority.
    ///   - change: what is to be other than the defaults.
    static func context(
        trusting authority: CertificateAuthority,
        other: CertificateAuthority? = nil,
        clock: any EmulatorClock = FixedClock.test,
        _ change: (inout TLSServerSettings) -> Void = { _ in }
    ) throws -> TLSServerContext {
        try self.context(try self.trust([authority], other: other), clock: clock, change)
    }

    static func context(
        _ trust: ClientTrust,
        clock: any EmulatorClock = FixedClock.test,
        _ change: (inout TLSServerSettings) -> Void = { _ in }
    ) throws -> TLSServerContext {
        let folder = try TemporaryFolder()
        let issuer = try CertificateAuthority.make(.serverAuthority())
        let certificates = [
            try Self.certificate("rsa", .rsa2048, Keys.serverRSA.get(), issuer, in: folder),
            try Self.certificate("p256", .p256, Keys.serverP256.get(), issuer, in: folder),
        ]
        var settings = TLSServerSettings(certificates: certificates)
        change(&settings)
        return try TLSServerContext(settings, environment: .test, trust: trust) { _ in clock.now }
    }

    /// - Parameters:
    ///   - other: the production environment's authority.
    ///   - lists: PEM files, which need not be there.
    static func trust(
        _ authorities: [CertificateAuthority],
        other: CertificateAuthority? = nil,
        lists: [String] = [],
        requiresLists: Bool = false
    ) throws -> ClientTrust {
        let folder = try TemporaryFolder()
        let text = try authorities.map { try $0.certificate.pem() }.joined()
        var sources = ClientTrustSources(authorities: [try folder.write("clients.pem", text)])
        sources.others = try other.map { [.production: try folder.write("other.pem", $0.certificate.pem())] } ?? [:]
        sources.revocationLists = lists
        sources.requiresRevocationLists = requiresLists
        return try ClientTrust(sources)
    }

    /// What a handshake finds of a client's certificate.
    static func presented(_ credentials: Credentials, to trust: ClientTrust) throws -> PresentedCertificate {
        let link = try TLSLink.open(try self.context(trust), ClientSettings(credentials: credentials))
        return try #require(link.recorder.handshake?.certificate)
    }

    private static func certificate(
        _ name: String,
        _ type: KeyType,
        _ key: PrivateKey,
        _ issuer: CertificateAuthority,
        in folder: TemporaryFolder
    ) throws -> ServerCertificate {
        let certificate = try issuer.issue(.server(keyType: type, now: .test), for: key)
        return ServerCertificate(
            certificatePath: try folder.write("\(name).pem", certificate.pem()),
            keyPath: try folder.write("\(name).key", key.pem())
        )
    }
}

/// A clock that stands.
struct FixedClock: EmulatorClock {
    let now: Date

    static let test = FixedClock(now: .test)
}

/// A folder that goes with the value.
final class TemporaryFolder {
    private let url: URL

    init() throws {
        self.url = FileManager.default.temporaryDirectory.appending(path: "tls-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.url, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(at: self.url) }

    func remove(_ file: String) throws {
        try FileManager.default.removeItem(at: self.url.appending(path: file))
    }

    func path(_ file: String) -> String { self.url.appending(path: file).path }

    /// - Returns: the file's path.
    func write(_ file: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: self.url.appending(path: file))
        return self.path(file)
    }
}
