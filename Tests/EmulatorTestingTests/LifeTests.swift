import EmulatorTesting
import Foundation
import Testing

@Suite("The life of an emulator in a test", .timeLimit(.minutes(5)))
struct LifeTests {
    private struct Failure: Error {}

    @Test("A test that fails leaves nothing behind, and its own failure is told")
    func failure() async throws {
        var left: (folder: String, client: TestClient)?
        await #expect(throws: Failure.self) {
            try await withEmulator { emulator in
                let sandbox = try await emulator.makeSandbox()
                _ = try await sandbox.client.deliver()
                left = (emulator.folder, sandbox.client)
                #expect(FileManager.default.fileExists(atPath: sandbox.credential.keyPath))
                throw Failure()
            }
        }
        let (folder, client) = try #require(left)
        #expect(!FileManager.default.fileExists(atPath: folder))
        await #expect(throws: ClientError.self) { try await client.heartbeat() }
    }

    @Test("Two at once know nothing of each other, and share certificates")
    func two() async throws {
        try await withEmulator { first in
            try await withEmulator { second in
                #expect(first.baseURL != second.baseURL)
                let credentials = [try first.credential(), try second.credential()]
                #expect(credentials[0] == credentials[1])
                let id = try await first.client().deliver()
                let other = try await second.client()
                await #expect(throws: ClientError.self) { try await other.history(id) }
                try await second.advance(by: .seconds(2))
                let own = try await first.client()
                #expect(try await own.history(id).outcome == .processing)
            }
        }
    }

    @Test("A clock far from the machine's has certificates that are good then")
    func elsewhere() async throws {
        let start = Date(timeIntervalSince1970: 2_000_000_000)
        let options = EmulatorOptions(clock: ControllableClock(startingAt: start, isFrozen: true))
        try await withEmulator(options) { emulator in
            let now = try emulator.now
            #expect(now == start)
            try await emulator.client().heartbeat()
            try await emulator.makeSandbox().client.heartbeat()
        }
    }

    @Test("Production beside test, each with its own users")
    func production() async throws {
        var options = EmulatorOptions()
        options.production = true
        try await withEmulator(options) { emulator in
            let id = try await emulator.client(in: .production).deliver()
            let test = try await emulator.client()
            await #expect(throws: ClientError.self) { try await test.history(id) }
        }
        try await withEmulator { emulator in
            await #expect(throws: ControlError.self) { try await emulator.client(in: .production) }
        }
    }

    @Test("What a folder keeps outlives the emulator")
    func restart() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("m2m-kept-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var options = EmulatorOptions()
        options.dataFolder = folder.path
        let id = try await withEmulator(options) { try await $0.client().deliver() }
        try await withEmulator(options) { emulator in
            let client = try await emulator.client()
            #expect(try await client.history(id).outcome == .processing)
        }
    }
}
