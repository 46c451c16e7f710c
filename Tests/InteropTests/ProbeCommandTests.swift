import Foundation
import Testing

@Suite("The command probe", .timeLimit(.minutes(5)))
struct ProbeCommandTests {
    private static let upload = [
        "--upload", Repository.fixture("files/v40.xml").path, "--organisation", "9990000045", "--program", "VINN",
        "--period", "2026-09-30", "--format", "V40",
    ]

    private func probe(_ place: Workplace, _ options: [String] = []) async throws -> String {
        let arguments = ["probe", "--ready-file", place.readyFile.path] + options
        return try await place.start(try BuiltExecutable.path(), arguments).success()
    }

    /// The rows, without the line that names the server.
    private func rows(_ output: String) -> [Substring] { Array(output.split(separator: "\n").dropFirst()) }

    @Test("The emulator differs in nothing from what it is assumed to do, and keeps nothing of it")
    func ordinary() async throws {
        try await withEmulator(["processing-delay": "0ms"]) { emulator async throws in
            #expect(try await self.probe(emulator.place).contains("21 things looked at, 0 differ"))
            #expect(try emulator.storedFiles.isEmpty)
            #expect(try await self.probe(emulator.place, Self.upload).contains(" 0 differ"))
            #expect(try emulator.storedFiles.count == 1)
        }
    }

    @Test("An emulator with the settings that a probe of another one wrote answers as that did")
    func settings() async throws {
        let variants = [
            "fil-id", "camel-case", "other-order", "extra-properties", "escaped-non-ascii", "indented",
            "upper-case-ids",
            "seven-digits", "no-charset", "chunked", "more-cookies", "pagar",
        ]
        var written = ""
        var seen: [Substring] = []
        try await withWorkplace { place in
            let options = ["--profile", "lenient"] + variants.flatMap { ["--variant", $0] }
            _ = try await Emulator(in: place, options: options)
            let file = place.folder.appendingPathComponent("seen.yaml")
            seen = self.rows(try await self.probe(place, Self.upload + ["--settings-out", file.path]))
            written = try String(contentsOf: file, encoding: .utf8)
        }
        for variant in variants {
            #expect(seen.contains { $0.contains("[answers.variants: [\(variant)]]") }, "\(variant)")
        }
        #expect(seen.contains("- a cookie: required → optional [session.cookie: optional]"))
        #expect(seen.contains("- the Swedish minus: refused → taken [unicode-minus: accept]"))
        #expect(written.contains("differences, assumed → seen; for 0 of them no setting exists."))
        try await withWorkplace { place in
            let file = try place.write(written, to: "seen.yaml")
            let certificates = ["--certs", try await SharedCertificates.path.value]
            _ = try await place.startEmulator(
                ["serve", "--port", "0", "--ephemeral", "--settings", file.path] + certificates
            )
            #expect(self.rows(try await self.probe(place, Self.upload)) == seen)
        }
    }

    @Test("A host that is not this machine is called only with --yes")
    func consent() async throws {
        try await withEmulator { emulator in
            let options = [
                "probe", "--ready-file", emulator.place.readyFile.path, "--base-url", "https://m2m.invalid/m2m/v2/",
            ]
            let program = try BuiltExecutable.path()
            let asked = try await emulator.place.start(program, options)
            #expect(try await asked.exitCode() == 64)
            #expect(asked.errors.contains("m2m.invalid will get two heartbeats and nine calls that it should refuse"))
            #expect(asked.errors.contains("add --yes"))
            let told = try await emulator.place.start(program, options + ["--yes"])
            #expect(try await told.exitCode() == 1)
            #expect(told.errors.contains("the name 'm2m.invalid' is not known"))
        }
    }
}
