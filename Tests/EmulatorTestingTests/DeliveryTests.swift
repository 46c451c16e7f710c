import EmulatorTesting
import Foundation
import Testing

@Suite("What was delivered, as a test asks it", .timeLimit(.minutes(5)))
struct DeliveryTests {
    @Test("Deliveries are there in their order, with their bytes and the status by the clock; nobody sees another's")
    func deliveries() async throws {
        try await withEmulator { emulator in
            let sandbox = try await emulator.makeSandbox()
            let ids = [
                try await sandbox.client.deliver(TestFile(name: "a.xml")),
                try await sandbox.client.deliver(TestFile(name: "b.xml")),
            ]
            let found = try await sandbox.deliveries()
            #expect(found.map(\.id) == ids)
            #expect(found.map(\.fileName) == ["a.xml", "b.xml"])
            #expect(try await sandbox.content(of: ids[0]) == Data(TestFile.sample.utf8))
            #expect(try await sandbox.status(of: ids[1]) == .processing)
            try await sandbox.advance(by: .seconds(2))
            #expect(try await sandbox.status(of: ids[1]) == .readIn)
            #expect(try await emulator.deliveries().isEmpty)
            await #expect(throws: ControlError.self) { try await emulator.delivery(ids[0]) }
        }
    }

    @Test("A status is forced, and a step that waits for a hand is released")
    func forced() async throws {
        try await withEmulator { emulator in
            let sandbox = try await emulator.makeSandbox()
            let forced = try await sandbox.client.deliver()
            try await sandbox.force(forced, to: .systemFault)
            #expect(try await sandbox.client.history(forced).status == "Systemfel")
            let steps = "[{state: processing, by-hand: true}, {state: read}]"
            try await sandbox.play("scenario: held\nrules: [{name: all, then: {status: \(steps)}}]")
            let held = try await sandbox.client.deliver()
            try await sandbox.advance(by: .seconds(86_400))
            #expect(try await sandbox.client.history(held).outcome == .processing)
            try await sandbox.release(held)
            #expect(try await sandbox.client.history(held).outcome == .readIn)
        }
    }
}
