import Foundation
import Testing

@Suite("The command wait, and --ready-json", .timeLimit(.minutes(5)))
struct WaitCommandTests {
    @Test("It ends when the emulator is ready, however long that takes, and prints where it is")
    func later() async throws {
        try await withWorkplace { place in
            let waiting = try await self.start(["--ready-file", place.readyFile.path, "--timeout", "2min"], in: place)
            let emulator = try await Emulator(in: place)
            let line = try await waiting.success()
            #expect(line.split(separator: "\n").count == 1)
            let ready = try JSONDecoder().decode(Emulator.Ready.self, from: Data(line.utf8))
            #expect(ready.baseURL == emulator.ready.baseURL)
            #expect(ready.pid == emulator.process.id)
            #expect(waiting.errors.isEmpty)
        }
    }

    @Test("--ready-json prints the ready file's object on one line, and nothing else")
    func readyLine() async throws {
        try await withWorkplace { place in
            let emulator = try await Emulator(in: place, options: ["--ready-json", "--production-port", "0"])
            let waited = try await self.start(["--ready-file", place.readyFile.path], in: place).success()
            #expect(emulator.process.output == waited)
            #expect(emulator.process.output.hasPrefix("{\"baseURL\":\"https://127.0.0.1:"))
            #expect(emulator.process.output.contains("\"production\":{\"baseURL\":\"https://127.0.0.1:"))
            emulator.process.send(SIGTERM)
            #expect(try await emulator.process.exitCode() == 0)
            #expect(emulator.process.output == waited, "nothing is added at the end")
        }
    }

    @Test("Without a ready file it says so, and exits 1")
    func never() async throws {
        try await withWorkplace { place in
            let waiting = try await self.start(["--ready-file", "absent.json", "--timeout", "50ms"], in: place)
            #expect(try await waiting.exitCode() == 1)
            #expect(
                waiting.errors == """
                    Not ready within 0.05 seconds: there is no ready file 'absent.json'. Look at what the emulator printed, \
                    and whether it was started with that --ready-file.

                    """
            )
            #expect(waiting.output.isEmpty)
        }
    }

    @Test("The file of a killed emulator is not taken for one that runs")
    func killed() async throws {
        try await withWorkplace { place in
            let emulator = try await Emulator(in: place)
            emulator.process.send(SIGKILL)
            _ = try await emulator.process.exitCode()
            let file = place.readyFile.path
            let waiting = try await self.start(["--ready-file", file, "--timeout", "50ms"], in: place)
            #expect(try await waiting.exitCode() == 1)
            #expect(waiting.errors.contains("'\(file)'"), "\(waiting.errors)")
            #expect(waiting.errors.contains("may be of an emulator that was killed."), "\(waiting.errors)")
        }
    }

    @Test("A file that is something else")
    func otherFile() async throws {
        try await withWorkplace { place in
            let file = try place.write("{\"baseURL\": 1}", to: "other.json").path
            let waiting = try await self.start(["--ready-file", file, "--timeout", "50ms"], in: place)
            #expect(try await waiting.exitCode() == 1)
            #expect(
                waiting.errors == """
                    Not ready within 0.05 seconds: '\(file)' is no ready file. Name the file that 'serve --ready-file' writes.

                    """
            )
        }
    }

    @Test(
        "A command line that is wrong",
        arguments: [
            ([], "Give either --ready-file or --management-url."),
            (["--ready-file", "a", "--management-url", "http://h:1"], "Give either --ready-file or --management-url."),
            (["--management-url", "h:1"], "--management-url is 'h:1'; allowed: http://HOST:PORT"),
            (["--ready-file", "a", "--timeout", "30"], "The value '30' is invalid for '--timeout"),
        ]
    )
    func wrong(_ options: [String], _ text: String) async throws {
        try await withWorkplace { place in
            let waiting = try await self.start(options, in: place)
            #expect(try await waiting.exitCode() == 64)
            #expect(waiting.errors.contains(text), "\(waiting.errors)")
        }
    }

    private func start(_ options: [String], in place: Workplace) async throws -> ChildProcess {
        try await place.start(try BuiltExecutable.path(), ["wait"] + options)
    }
}
