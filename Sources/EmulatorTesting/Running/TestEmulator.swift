public import Domain
import Foundation
public import Server

/// A running emulator, as ``withEmulator(_:isolation:_:)`` gives it to a test. Any task may use it.
///
/// What ``Controlled`` says of a sandbox, it does for the users of the settings, in the test environment.
public final class TestEmulator: Controlled, Sendable {
    /// The emulator itself, for whatever has no shorter way.
    public let emulator: Emulator
    /// The clock for all, and those set apart. Moving one here waits for nothing; ``Controlled/advance(by:)`` first waits for
    /// validation, so that what comes of it does not depend on the machine.
    public let clocks: EmulatorClocks
    /// For files that a test needs, with the emulator's own in it; gone with the emulator.
    public let folder: String

    let clients: ClientPool

    private init(_ emulator: Emulator, clocks: EmulatorClocks, folder: URL) {
        self.emulator = emulator
        self.clocks = clocks
        self.folder = folder.path
        self.clients = ClientPool(ca: emulator.certificates.serverAuthority.certificatePath)
    }

    static func start(_ options: EmulatorOptions) async throws -> TestEmulator {
        let folder = try TemporaryFolder.make("m2m-testing")
        do {
            let clocks = EmulatorClocks(options.clock)
            let emulator = try await Emulator.start(options.serveOptions(), clocks: clocks, logger: options.logger)
            return TestEmulator(emulator, clocks: clocks, folder: folder)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    func stop() async throws {
        await self.clients.close()
        // What cannot be removed is in the system's temporary folder, which the system clears.
        defer { try? FileManager.default.removeItem(atPath: self.folder) }
        try await self.emulator.stop()
    }

    /// What clients of the test environment call: `https://127.0.0.1:44139/m2m/v2/`, the final slash included.
    public var baseURL: String { self.emulator.test.baseURL }

    /// PEM file of the authority that a client must trust.
    public var caPath: String { self.emulator.certificates.serverAuthority.certificatePath }

    public var scope: ControlScope {
        get throws { try self.emulator.scope(.test) }
    }

    /// A client with the certificate of one of the settings' users.
    ///
    /// - Parameter environment: that the user is one of, and that is called.
    /// - Throws: ``TestingError`` when there is no such user, `EmulatorError` when the environment does not run.
    public func client(
        of user: String = "demo",
        in environment: EnvironmentName = .test
    ) async throws -> TestClient {
        let credential = try self.credential(of: user, in: environment)
        let baseURL = try self.emulator.scope(environment).environment.baseURL
        return try await self.clients.client(baseURL: baseURL, credential: credential, folder: self.folder)
    }

    /// Certificate and key of one of the settings' users, for a client of one's own.
    ///
    /// - Throws: ``TestingError`` when there is no such user, `EmulatorError` when the environment does not run.
    public func credential(of user: String = "demo", in environment: EnvironmentName = .test) throws -> TestCredential {
        let running = try self.emulator.scope(environment).environment
        guard let client = running.clients.first(where: { $0.user == user }) else {
            throw TestingError.noSuchUser(user, in: environment, known: running.clients.map(\.user))
        }
        return try TestCredential(client)
    }
}
