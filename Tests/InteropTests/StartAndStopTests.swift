import Foundation
import Testing

@Suite("Starting and stopping", .timeLimit(.minutes(5)))
struct StartAndStopTests {
    @Test(
        "A signal lets the request in flight finish, then all traces of a temporary run go",
        arguments: [SIGTERM, SIGINT]
    )
    func signal(_ signal: Int32) async throws {
        try await withWorkplace { place in
            let file = try await SentFile(bytes: 2_000_000, in: place)
            let emulator = try await Emulator(in: place, storage: ["--ephemeral"])
            #expect(emulator.ready.pid == emulator.process.id)
            #expect(try temporaryFolders(place).count == 1)
            let flying = try await Replay([.heartbeat, .fragment(-1, file) { $0.hold = 1_000_000 }], with: emulator)
            try await flying.held()
            emulator.process.send(signal)
            try await wait(for: "word of the end") { emulator.process.errors.contains("requests in flight") }
            try flying.release()
            let answers = try await flying.finish()
            expectStored(answers[1])
            #expect(try await emulator.process.exitCode() == 0)
            #expect(try temporaryFolders(place).isEmpty)
            #expect(!FileManager.default.fileExists(atPath: place.readyFile.path))
        }
    }

    @Test("An idle connection does not hold up the end")
    func idleConnection() async throws {
        try await withEmulator(["shutdown-grace": "1h"]) { emulator in
            let idle = try await Replay([.heartbeat, .pause], with: emulator)
            try await idle.held()
            emulator.process.send(SIGTERM)
            #expect(try await emulator.process.exitCode() == 0)
        }
    }

    @Test("A request that never ends holds the end up for the grace only")
    func grace() async throws {
        try await withEmulator(["shutdown-grace": "300ms"]) { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let flying = try await Replay([.heartbeat, .fragment(-1, file) { $0.hold = 100 }], with: emulator)
            try await flying.held()
            emulator.process.send(SIGTERM)
            #expect(try await emulator.process.exitCode(within: .seconds(7)) == 0)
        }
    }

    @Test("A data folder serves one emulator at a time; who is refused is told which process has it")
    func dataFolderInUse() async throws {
        try await withEmulator { first in
            let data = first.place.data.path
            let ready = first.place.readyFile.path
            let options = ["--port", "0", "--data", data, "--ready-file", ready]
            let (code, errors) = try await failedStart(first.place, options)
            #expect(code == 75)
            #expect(FileManager.default.fileExists(atPath: ready), "the ready file is the first one's")
            #expect(
                errors.hasSuffix(
                    "The data folder '\(data)/test' is in use by another emulator (process \(first.ready.pid)). Stop that "
                        + "one, or start this one with another --data folder or with --ephemeral.\n"
                ),
                "\(errors)"
            )
            #expect(try await first.replay([.heartbeat]).statuses == [200], "the first goes on")
        }
    }

    @Test("A folder that a killed emulator held is free at once")
    func killedHolder() async throws {
        try await withEmulator { first in
            first.process.send(SIGKILL)
            _ = try await first.process.exitCode()
            let second = try await Emulator(in: first.place)
            #expect(try await second.replay([.heartbeat]).statuses == [200])
        }
    }

    @Test("A port that is taken names the option to change", arguments: ["--port", "--production-port"])
    func portInUse(_ option: String) async throws {
        try await withEmulator { first in
            let ports = option == "--port" ? [] : ["--port", "0"]
            let (code, errors) = try await failedStart(first.place, ports + [option, "\(first.port)", "--ephemeral"])
            #expect(code == 75)
            #expect(
                errors.hasSuffix(
                    "Cannot listen on 127.0.0.1:\(first.port): Address already in use. Stop what uses the port, or choose "
                        + "another with \(option) (0 means any free one).\n"
                ),
                "\(errors)"
            )
            #expect(try temporaryFolders(first.place).isEmpty, "the temporary folder goes")
        }
    }

    @Test("Bad settings are told with file, line, what was found and what is allowed; nothing starts")
    func badSettings() async throws {
        try await withWorkplace { place in
            let text = try Repository.settings(["processing-delay": "soon", "unicode-minus": "acept"])
            let file = try place.write(text, to: "bad.yaml")
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let delay = try #require(lines.firstIndex { $0.hasPrefix("processing-delay:") }) + 1
            let minus = try #require(lines.firstIndex { $0.hasPrefix("unicode-minus:") }) + 1
            let (code, errors) = try await failedStart(place, ["--port", "0", "--settings", file.path])
            #expect(code == 1)
            let mistakes = errors.split(separator: "\n")
            try #require(mistakes.count == 2, "\(errors)")
            #expect(mistakes[0].hasPrefix("\(file.path):\(delay):"), "\(errors)")
            #expect(mistakes[0].contains("found 'soon'"), "\(errors)")
            #expect(mistakes[1].hasPrefix("\(file.path):\(minus):"), "\(errors)")
            #expect(mistakes[1].contains("Did you mean 'accept'?"), "\(errors)")
            #expect(!FileManager.default.fileExists(atPath: place.data.path))
        }
    }

    @Test("A settings file that is not there, and a ready file that cannot be written")
    func missingFiles() async throws {
        try await withWorkplace { place in
            let absent = place.folder.appendingPathComponent("absent/file").path
            for option in ["--settings", "--ready-file"] {
                let (code, errors) = try await failedStart(place, ["--port", "0", "--ephemeral", option, absent])
                #expect(code == 1, "\(option)")
                #expect(errors.contains(absent), "\(errors)")
            }
            #expect(try temporaryFolders(place).isEmpty)
        }
    }

    /// A start that is to fail.
    private func failedStart(_ place: Workplace, _ options: [String]) async throws -> (code: Int32, errors: String) {
        let certificates = ["--certs", try await SharedCertificates.path.value]
        let child = try await place.start(try BuiltExecutable.path(), ["serve"] + certificates + options)
        return (try await child.exitCode(), child.errors)
    }

    private func temporaryFolders(_ place: Workplace) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: place.temporary.path)
            .filter { $0.hasPrefix("m2m-emulator-") }
    }
}
