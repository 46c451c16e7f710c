import EmulatorTesting
import Foundation
import Testing

@Suite("withEmulator", .timeLimit(.minutes(5)))
struct WithEmulatorTests {
    @Test("A delivery in a sandbox, whose status comes when the test moves the clock")
    func delivery() async throws {
        try await withEmulator { emulator in
            let sandbox = try await emulator.makeSandbox()
            let id = try await sandbox.client.deliver()
            #expect(try await sandbox.client.history(id).outcome == .processing)
            try await sandbox.advance(by: .seconds(2))
            #expect(try await sandbox.client.history(id).outcome == .readIn)
        }
    }

    @Test("A user of the settings, and what its file's name asks for")
    func user() async throws {
        try await withEmulator { emulator in
            let client = try await emulator.client(of: "demo")
            let id = try await client.deliver(TestFile(name: "a_systemfel.xml"))
            try await emulator.advance(by: .seconds(10))
            #expect(try await client.history(id).status == "Systemfel")
        }
    }

    @Test("What cannot be is told with what can be")
    func mistakes() async throws {
        try await withEmulator { emulator in
            let unknown = await #expect(throws: TestingError.self) { try await emulator.client(of: "nobody") }
            #expect(
                unknown?.description
                    == "The settings have no user 'nobody' in the test environment; they have 'demo', 'fund'. "
                    + "Name one of them, or make a sandbox."
            )
            let name = await #expect(throws: TestingError.self) { try await emulator.makeSandbox("A/b") }
            #expect(
                name?.description
                    == "'A/b' cannot be a sandbox's name. Allowed are 1 to 64 of a-z, 0-9 and -; without a name "
                    + "the emulator gives one."
            )
        }
    }
}
