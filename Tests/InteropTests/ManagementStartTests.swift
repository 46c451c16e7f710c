import Foundation
import Testing

/// The management listener as its emulator is started with it; what it does is tested beside it.
@Suite("The management listener's start", .timeLimit(.minutes(5)))
struct ManagementStartTests {
    private static let token = "0123456789abcdef0123456789abcdef"

    @Test("The ready object and the banner name it, and who waits for it is told where the emulator is")
    func named() async throws {
        try await withEmulator { emulator in
            let url = try #require(emulator.ready.managementURL)
            #expect(url.hasPrefix("http://127.0.0.1:"))
            try await wait(for: "the banner") { emulator.process.output.contains("Ctrl-C stops it.") }
            #expect(emulator.process.output.contains("  control      \(url)\n"), "\(emulator.process.output)")
            let line = try await self.start(["wait", "--management-url", url], in: emulator.place).success()
            #expect(line.split(separator: "\n").count == 1)
            #expect(line.contains("\"baseURL\":\"\(emulator.ready.baseURL)\""), "\(line)")
            emulator.process.send(SIGTERM)
            #expect(try await emulator.process.exitCode() == 0)
            let waiting = try await self.start(
                ["wait", "--management-url", url, "--timeout", "1ms"],
                in: emulator.place
            )
            #expect(try await waiting.exitCode() == 1)
            #expect(waiting.errors == "Not ready within 0.001 seconds: nobody answers at \(url)/ready.\n")
        }
    }

    @Test("Without it there is none")
    func none() async throws {
        try await withWorkplace { place in
            let emulator = try await Emulator(in: place, options: ["--no-management"])
            #expect(emulator.ready.managementURL == nil)
            #expect(try await emulator.replay([.heartbeat]).statuses == [200])
            #expect(!emulator.process.output.contains("control"))
        }
    }

    @Test("With a token it answers who shows it; who waits without it is refused at once")
    func token() async throws {
        try await withWorkplace { place in
            let file = try place.write(Self.token + "\n", to: "token").path
            let emulator = try await Emulator(in: place, options: ["--management-token-file", file])
            let url = try #require(emulator.ready.managementURL)
            let refused = try await self.start(["wait", "--management-url", url], in: place)
            #expect(try await refused.exitCode() == 1)
            #expect(refused.errors.hasPrefix("\(url)/ready answers 401: "), "\(refused.errors)")
            #expect(!(refused.errors + emulator.process.errors + emulator.process.output).contains(Self.token))
            let waiting = ["wait", "--management-token-file", file, "--ready-file", place.readyFile.path]
            #expect(try await self.start(waiting, in: place).success().contains(url))
            let variable = ["env", "M2M_MANAGEMENT_TOKEN=\(Self.token)", try BuiltExecutable.path()]
            let shown = try await place.start(variable[0], variable.dropFirst() + ["wait", "--management-url", url])
            #expect(try await shown.exitCode() == 0, "\(shown.errors)")
        }
    }

    @Test("A port that is taken names the option to change, and nothing is left running")
    func portInUse() async throws {
        try await withEmulator { first in
            let port = try #require(first.ready.managementURL?.split(separator: ":").last)
            let second = try await self.start(self.serve(["--management-port", String(port)]), in: first.place)
            #expect(try await second.exitCode() == 75)
            #expect(
                second.errors.hasSuffix(
                    "The management listener cannot listen on 127.0.0.1:\(port): Address already in use. Stop what uses the "
                        + "port, or choose another with --management-port (0 means any free one).\n"
                ),
                "\(second.errors)"
            )
            #expect(second.output.isEmpty)
        }
    }

    @Test(
        "What it may not be",
        arguments: [
            (["--management-host", "0.0.0.0"], 1, "may not be bound to '0.0.0.0' without a token"),
            (["--management-token-file", "absent"], 1, "Cannot read the management token from 'absent'"),
            (["--no-management", "--management-port", "1"], 64, "--no-management opens no management port"),
        ] as [([String], Int32, String)]
    )
    func refused(_ options: [String], _ code: Int32, _ text: String) async throws {
        try await withWorkplace { place in
            let child = try await self.start(self.serve(options), in: place)
            #expect(try await child.exitCode() == code)
            #expect(child.errors.contains(text), "\(child.errors)")
        }
    }

    private func serve(_ options: [String]) async throws -> [String] {
        ["serve", "--port", "0", "--ephemeral", "--certs", try await SharedCertificates.path.value] + options
    }

    private func start(_ arguments: [String], in place: Workplace) async throws -> ChildProcess {
        try await place.start(try BuiltExecutable.path(), arguments)
    }
}
