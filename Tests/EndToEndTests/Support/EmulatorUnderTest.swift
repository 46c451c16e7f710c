import AsyncHTTPClient
import Domain
import EmulatorTesting
import Foundation
import Logging
import NIOCore
import NIOSSL
import PKI
import Server
import Settings

/// An emulator in this process on a free port, a clock that the test moves, and clients whose TLS is BoringSSL.
struct EmulatorUnderTest {
    let emulator: Emulator
    let clocks: EmulatorClocks

    /// The one for all.
    var clock: ControllableClock { self.clocks.common }

    /// A client of the test environment with the certificate of `user`; `nil` for one without.
    func withClient<Value>(
        _ user: String? = "demo",
        _ body: (M2MClient) async throws -> Value
    ) async throws -> Value {
        try await self.withClient(Identity(user, of: self.emulator.test), at: self.emulator.test, body)
    }

    /// A client of any environment with any certificate; `nil` for none.
    func withClient<Value>(
        _ identity: Identity?,
        at environment: RunningEnvironment,
        tls change: (inout TLSConfiguration) -> Void = { _ in },
        _ body: (M2MClient) async throws -> Value
    ) async throws -> Value {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .file(self.emulator.certificates.serverAuthority.certificatePath)
        if let identity {
            let certificates = try NIOSSLCertificate.fromPEMFile(identity.certificatePath)
            tls.certificateChain = certificates.map { .certificate($0) }
            tls.privateKey = .privateKey(try NIOSSLPrivateKey(file: identity.keyPath, format: .pem))
        }
        change(&tls)
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(60))
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let value = try await body(M2MClient(client: client, baseURL: environment.baseURL))
            try await client.shutdown()
            return value
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    /// The bytes that are stored for a delivery or an upload; `nil` when there is no file.
    func stored(_ id: String) -> Data? {
        FileManager.default.contents(atPath: "\(self.emulator.test.filesFolder)/\(id)")
    }

    /// How many files there are, finished or not.
    var storedFiles: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: self.emulator.test.filesFolder) }
    }
}

/// A client's certificate and key, both PEM files.
struct Identity {
    var certificatePath: String
    let keyPath: String

    init(certificatePath: String, keyPath: String) {
        self.certificatePath = certificatePath
        self.keyPath = keyPath
    }

    /// What the emulator made for a user; `nil` when it made nothing.
    init?(_ user: String?, of environment: RunningEnvironment) {
        guard let client = environment.clients.first(where: { $0.user == user }) else { return nil }
        self.certificatePath = client.credential.certificatePath
        self.keyPath = client.credential.keyPath
    }
}

/// Runs `body` against an emulator that is gone afterwards: ``EmulatorTesting/withEmulator(_:isolation:_:)`` with what these tests
/// need besides.
///
/// - Parameters:
///   - data: keeps the deliveries there instead of in a folder of their own.
///   - certificates: made there for the test alone.
///   - production: whether that environment runs too.
///   - ports: in place of any free ones; `production` then does not count.
///   - change: what differs from the built-in settings.
///   - configure: what differs in the options, at last.
func withEmulator<Value>(
    data: String? = nil,
    certificates: String? = nil,
    clock: ControllableClock = ControllableClock(isFrozen: true),
    production: Bool = false,
    ports: (test: Int, production: Int?)? = nil,
    logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
    change: (inout Settings) -> Void = { _ in },
    configure: @escaping @Sendable (inout ServeOptions) -> Void = { _ in },
    _ body: (EmulatorUnderTest) async throws -> Value
) async throws -> Value {
    var options = EmulatorOptions(clock: clock)
    change(&options.settings)
    options.production = production
    options.dataFolder = data
    options.certificatesFolder = certificates
    options.logger = logger
    options.configure = { serve in
        if let ports { (serve.port, serve.productionPort) = ports }
        configure(&serve)
    }
    return try await EmulatorTesting.withEmulator(options) { emulator in
        try await body(EmulatorUnderTest(emulator: emulator.emulator, clocks: emulator.clocks))
    }
}
