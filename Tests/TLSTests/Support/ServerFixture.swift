import Domain
import Foundation
import PKI
import TLS

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
        let folder = try TemporaryFolder()
        let issuer = try CertificateAuthority.make(.serverAuthority())
        let certificates = [
            try Self.certificate("rsa", .rsa2048, Keys.serverRSA.get(), issuer, in: folder),
            try Self.certificate("p256", .p256, Keys.serverP256.get(), issuer, in: folder),
        ]
        var settings = TLSServerSettings(certificates: certificates)
        change(&settings)
        var sources = ClientTrustSources(authorities: [try folder.write("clients.pem", authority.certificate.pem())])
        sources.others = try other.map { [.production: try folder.write("other.pem", $0.certificate.pem())] } ?? [:]
        return try TLSServerContext(settings, environment: .test, trust: ClientTrust(sources), clock: clock)
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

    func path(_ file: String) -> String { self.url.appending(path: file).path }

    /// - Returns: the file's path.
    func write(_ file: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: self.url.appending(path: file))
        return self.path(file)
    }
}
