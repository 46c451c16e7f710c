import EmulatorTesting
import Foundation
import Testing

@Suite("The command replay", .timeLimit(.minutes(5)))
struct ReplayCommandTests {
    /// What a run of the command came to.
    private struct Run {
        let code: Int32
        let output: String
        let errors: String

        init(_ bundle: Data, in place: Workplace) async throws {
            let file = place.folder.appendingPathComponent("bundle.json")
            try bundle.write(to: file)
            let child = try await place.start(try BuiltExecutable.path(), ["replay", file.path])
            self.code = try await child.exitCode()
            self.output = child.output
            self.errors = child.errors
        }
    }

    /// Eleven calls: three deliveries, one of them stopped by validation and one refused, and their statuses.
    private func use(_ target: some Controlled, _ client: TestClient) async throws {
        let good = try await client.deliver(
            TestFile(name: "good.xml"),
            plan: FragmentPlan(size: TestFile.sample.utf8.count, fragmentBytes: 100)
        )
        let bad = try await client.deliver(TestFile("<Report xmlns=\"http://scb.se/gdb/vinn\"/>", name: "bad.xml"))
        _ = try? await client.deliver(TestFile("no XML at all", name: "worse.xml"))
        #expect(try await client.history(good).status == "Bearbetar")
        try await target.advance(by: .seconds(2))
        #expect(try await client.history(good).status == "Inläst")
        #expect(try await client.history(bad).status == "Ej Inläst")
    }

    private func bundle(ofSandbox isSandbox: Bool, files: Bool) async throws -> BundleDocument {
        try await EmulatorTesting.withEmulator { emulator in
            if isSandbox {
                let sandbox = try await emulator.makeSandbox()
                try await self.use(sandbox, sandbox.client)
                return try await sandbox.scope.bundle(files: files, emulatorVersion: "test")
            }
            try await self.use(emulator, emulator.client())
            return try await emulator.scope.bundle(files: files, emulatorVersion: "test")
        }
    }

    @Test(
        "Calls are answered once more as they were, with the files and with what stands in for them",
        arguments: [
            (false, true), (false, false), (true, true), (true, false),
        ]
    )
    func asRecorded(isSandbox: Bool, files: Bool) async throws {
        let bundle = try await self.bundle(ofSandbox: isSandbox, files: files)
        #expect(bundle.payloads.isEmpty != files)
        let calls = bundle.entries.count
        try await withWorkplace { place in
            let run = try await Run(try JournalJSON.data(bundle), in: place)
            #expect(run.output == "\(calls) calls were played, \(calls) with the answer that was recorded.\n")
            #expect(run.errors == "")
            #expect(run.code == 0)
        }
    }

    @Test("What is answered otherwise is told, and the exit code is 1")
    func different() async throws {
        var bundle = try await self.bundle(ofSandbox: false, files: true)
        bundle.scenarios.append(
            """
            scenario: other
            rules:
              - name: closed
                when: {endpoint: history}
                then: {answer: {status: 503, code: scripted-closed}}
            """
        )
        let data = try JournalJSON.data(bundle)
        try await withWorkplace { place in
            let run = try await Run(data, in: place)
            #expect(run.code == 1)
            #expect(run.output.contains("history: recorded 200 Bearbetar, now 503 scripted-closed\n"), "\(run.output)")
        }
    }

    @Test("No cookie and no key is in a bundle; names of files are")
    func redacted() async throws {
        let (bundle, sessions) = try await EmulatorTesting.withEmulator { emulator in
            try await self.use(emulator, emulator.client())
            let sessions = try emulator.journalEntries().compactMap { $0.request?.session }
            return (try await emulator.scope.bundle(files: true, emulatorVersion: "test"), Set(sessions))
        }
        let text = String(decoding: try JournalJSON.data(bundle), as: UTF8.self)
        #expect(!sessions.isEmpty)
        for session in sessions { #expect(!text.contains(session)) }
        #expect(text.contains("M2MSession-test=session-1"))
        #expect(text.contains("\"good.xml\""))
    }

    @Test(
        "What is no bundle is told as such, and the exit code is 2",
        arguments: [
            ("{}", "is no bundle: it is not JSON that says so."),
            ("nothing", "is no bundle: it is not JSON that says so."),
            (
                #"{"format":"scb-m2m-emulator-bundle","formatVersion":9}"#,
                "is no bundle: its formatVersion is 9, and this emulator reads 1."
            ),
            (
                #"{"format":"scb-m2m-emulator-bundle","formatVersion":1}"#,
                "is no bundle: 'emulatorVersion' is missing."
            ),
        ]
    )
    func noBundle(_ text: String, _ message: String) async throws {
        try await withWorkplace { place in
            let run = try await Run(Data(text.utf8), in: place)
            #expect(run.code == 2)
            #expect(run.output == "")
            #expect(run.errors.contains(message), "\(run.errors)")
        }
    }
}
