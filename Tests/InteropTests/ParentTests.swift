import Foundation
import Testing

/// An emulator that was started by a program, and what becomes of it when that program ends.
@Suite("With --exit-with-parent", .timeLimit(.minutes(5)))
struct ParentTests {
    @Test(
        "A parent that is killed leaves no emulator behind",
        arguments: EmulatorParent.allCases,
        EmulatorParent.Input.allCases
    )
    func killed(_ parent: EmulatorParent, _ input: EmulatorParent.Input) async throws {
        try await withWorkplace { place in
            let program = try await parent.start(input, in: place)
            let ready = try await program.ready()
            #expect(try await place.isServed(ready))
            program.send(SIGKILL)
            #expect(try await program.exitCode() == -SIGKILL)
            try await place.expectGone(ready)
            // Of the two signs that a pipe's end and a changed parent are, one comes first.
            let signs =
                ["the process \(program.id) that started it has ended"]
                + (input == .pipe ? ["standard input has ended"] : [])
            let told = signs.filter { program.errors.contains("stopping: \($0) (--exit-with-parent)") }
            #expect(told.count == 1, "\(program.errors)")
        }
    }

    @Test("Standard input that its parent closes ends it as a signal does", arguments: EmulatorParent.allCases)
    func closed(_ parent: EmulatorParent) async throws {
        try await withWorkplace { place in
            let program = try await parent.start(.pipe, in: place)
            let ready = try await program.ready()
            #expect(try await place.isServed(ready))
            try program.write("close\n")
            try await wait(for: "the exit code") { program.output.split(separator: "\n").count == 2 }
            #expect(program.output.hasSuffix("\n0\n"))
            try await place.expectGone(ready)
        }
    }

    @Test("Standard input that had ended before the start ends nothing, and what stands in it is left to be read")
    func endedBefore() async throws {
        try await withWorkplace { place in
            let serve = [
                try BuiltExecutable.path(), "serve", "--port", "0", "--ephemeral", "--certs",
                try await SharedCertificates.path.value, "--ready-json", "--exit-with-parent",
            ]
            let shell = """
                printf 'for its parent\\n' | { sleep 0.3; exec 3<&0; "$@" <&3 & read -r text; echo "$text"; wait; }
                """
            let program = try await place.start("sh", ["-c", shell, "sh"] + serve)
            let lines = try await poll("two lines") {
                let lines = program.output.split(separator: "\n")
                return lines.count == 2 ? lines : nil
            }
            #expect(lines.contains("for its parent"))
            let line = try #require(lines.first { $0.hasPrefix("{") })
            let ready = try JSONDecoder().decode(Emulator.Ready.self, from: Data(line.utf8))
            #expect(program.errors.contains(/stops when process [0-9]+ ends/), "\(program.errors)")
            #expect(try await place.isServed(ready))
            kill(ready.pid, SIGTERM)
            #expect(try await program.exitCode() == 0)
        }
    }
}

extension Workplace {
    /// Whether somebody answers a heartbeat there.
    func isServed(_ ready: Emulator.Ready) async throws -> Bool {
        let files = ["--cacert", ready.ca, "--cert", ready.clientCertificate, "--key", ready.clientKey]
        let call = ["-q", "-sS", "--fail", "--noproxy", "*"] + files + ["\(ready.baseURL)heartbeat"]
        return try await self.start("curl", call).exitCode() == 0
    }

    /// Waits until an emulator has gone, and has left nothing.
    func expectGone(_ ready: Emulator.Ready, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await wait(for: "the end of emulator \(ready.pid)") { !isAlive(ready.pid) }
        #expect(try await !self.isServed(ready), sourceLocation: sourceLocation)
        #expect(!FileManager.default.fileExists(atPath: self.readyFile.path), sourceLocation: sourceLocation)
        let left = try FileManager.default.contentsOfDirectory(atPath: self.temporary.path)
        #expect(left.filter { $0.hasPrefix("m2m-emulator-") }.isEmpty, sourceLocation: sourceLocation)
    }
}

/// Nobody may be there to fetch an orphan's exit code: then it is dead and still has its number.
private func isAlive(_ process: Int32) -> Bool {
    guard kill(process, 0) == 0 else { return false }
    guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
    return status.split(separator: ")").last?.hasPrefix(" Z") != true
}
