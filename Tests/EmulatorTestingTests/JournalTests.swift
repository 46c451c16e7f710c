import EmulatorTesting
import Testing

@Suite("What a client did, as a test asks it", .timeLimit(.minutes(5)))
struct JournalTests {
    @Test("A call is awaited, from a moment on")
    func awaited() async throws {
        try await withEmulator { emulator in
            let sandbox = try await emulator.makeSandbox()
            async let call = sandbox.awaitEntry(.upload("a.xml", fragment: .closing))
            let id = try await sandbox.client.deliver(TestFile(name: "a.xml"))
            let entry = try await call
            #expect(entry.request?.delivery == id)
            #expect(entry.user == sandbox.name.user)
            let late = await #expect(throws: JournalError.self) {
                try await sandbox.awaitEntry(.upload("a.xml"), after: entry.number, within: .milliseconds(1))
            }
            #expect(
                late?.description.hasPrefix("No upload of 'a.xml' within 1ms.") == true,
                "\(late.map(\.description) ?? "")"
            )
        }
    }

    @Test("Calls are verified, in their order, and what is missing is told")
    func verified() async throws {
        try await withEmulator { emulator in
            let sandbox = try await emulator.makeSandbox()
            let id = try await sandbox.client.deliver(TestFile(name: "a.xml"))
            _ = try await sandbox.client.history(id)
            try await sandbox.awaitEntry(.history(of: id))
            let expected: [ExpectedCall] = [
                .heartbeat, .upload("a.xml", fragment: .closing, times: 1...1), .history(of: id),
            ]
            let verification = try sandbox.verify(expected, inOrder: true)
            #expect(verification.verified, "\(verification)")
            let another = try sandbox.verify([.upload("b.xml")])
            #expect(!another.verified)
            #expect(another.description.contains("NOT MET: upload of 'b.xml'"), "\(another)")
            #expect(try emulator.journalEntries().isEmpty, "the users of the settings did nothing")
        }
    }

    @Test("The report card of a client that does all well, and of one that never calls")
    func reportCard() async throws {
        try await withEmulator { emulator in
            let sandbox = try await emulator.makeSandbox()
            let id = try await sandbox.client.deliver()
            try await sandbox.advance(by: .seconds(2))
            _ = try await sandbox.client.history(id)
            try await sandbox.awaitEntry(.history(of: id))
            let card = try sandbox.reportCard()
            #expect(card.verdict == .pass, "\(card.rows.filter { $0.verdict == .fail })")
            #expect(card.requests == 4)
            let idle = try emulator.reportCard(of: "fund")
            #expect(idle.requests == 0)
            #expect(idle.verdict == .notExercised)
        }
    }
}
