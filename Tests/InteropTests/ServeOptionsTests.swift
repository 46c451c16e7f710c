import Foundation
import Testing

@Suite("Options of serve", .timeLimit(.minutes(5)))
struct ServeOptionsTests {
    @Test("Production listens beside test, each for its own certificates, and the ready file has both")
    func production() async throws {
        try await withWorkplace { place in
            let emulator = try await Emulator(in: place, options: ["--production-port", "0"])
            let production = try #require(emulator.ready.production)
            #expect(production.ca == emulator.ready.ca)
            let own = Certificate(certificate: production.clientCertificate, key: production.clientKey)
            let statuses = [
                try await emulator.curl("heartbeat", as: emulator.demo).status,
                try await emulator.curl("heartbeat", as: own).status,
                try await emulator.curl("heartbeat", as: own, at: production.baseURL).status,
                try await emulator.curl("heartbeat", as: emulator.demo, at: production.baseURL).status,
            ]
            #expect(statuses == [200, 403, 200, 403])
            emulator.process.send(SIGTERM)
            #expect(try await emulator.process.exitCode() == 0)
            for environment in ["test", "production"] {
                let database = place.data.appendingPathComponent("\(environment)/m2m.sqlite").path
                #expect(FileManager.default.fileExists(atPath: database))
            }
        }
    }

    @Test("Production that the settings do not have")
    func noProduction() async throws {
        try await withWorkplace { place in
            let text = try Repository.settings([:])
            let parts = text.components(separatedBy: "  production:\n")
            let rest = try #require(parts.last?.range(of: "# The registered file formats"))
            let file = try place.write(parts[0] + (parts.last ?? "")[rest.lowerBound...], to: "test-only.yaml")
            let (code, errors) = try await failedStart(
                place,
                ["--settings", file.path, "--port", "0", "--ephemeral", "--production"]
            )
            #expect(code == 1)
            #expect(errors.contains("the settings have no 'environments.production'"), "\(errors)")
        }
    }

    @Test("The command line wins over the settings")
    func tls() async throws {
        try await withWorkplace { place in
            let emulator = try await Emulator(
                in: place,
                settings: ["refusal": "reject"],
                options: [
                    "--tls", "1.3", "--refusal", "explain", "--server-certificate", "self-signed",
                ]
            )
            // curl trusts the CA that the certificate is not of.
            let careful = try await place.start(
                "curl",
                ["-q", "-sS", "--cacert", emulator.ready.ca, emulator.ready.baseURL]
            )
            #expect(try await careful.exitCode() == 60)
            #expect(try await emulator.curl("heartbeat", ["-k"], as: nil).status == 403)
            #expect(try await emulator.curl("heartbeat", ["-k"], as: emulator.demo).status == 200)
            let old = try await place.start("curl", ["-q", "-sSk", "--tls-max", "1.2", emulator.ready.baseURL])
            #expect(try await old.exitCode() == 35)
        }
    }

    @Test("The clock begins where it is told to and stands; client certificates are good then; the banner says so")
    func clock() async throws {
        try await withWorkplace { place in
            let certificates = place.folder.appendingPathComponent("certs-of-2031").path
            let options = ["--clock", "2031-06-01", "--freeze-clock", "--certs", certificates]
            let emulator = try await Emulator(in: place, options: options)
            let own = Certificate(certificate: emulator.ready.clientCertificate, key: emulator.ready.clientKey)
            let answer = try await emulator.curl("heartbeat", as: own)
            #expect(answer.status == 200)
            #expect(answer.body == "\"2031-05-31T22:00:00.000Z\"")
            #expect(emulator.process.output.contains("clock        2031-05-31T22:00:00Z, and stands from there"))
        }
    }

    @Test("Profile and variants of the command line are played and told; what the settings say wins over the profile")
    func behaviour() async throws {
        try await withWorkplace { place in
            let options = ["--profile", "pedantic", "--variant", "chunked", "--variant", "indented"]
            let emulator = try await Emulator(in: place, settings: ["refusal": "explain"], options: options)
            #expect(try await emulator.curl("heartbeat", as: nil).status == 403)
            let answers = [
                try await emulator.curl("heartbeat", ["-i"], as: emulator.demo).body,
                try await emulator.curl("heartbeat", ["-i", "--http1.0"], as: emulator.demo).body,
                try await emulator.curl("heartbeat", ["-I"], as: emulator.demo).body,
            ]
            #expect(answers.map { $0.lowercased().contains("transfer-encoding: chunked") } == [true, false, false])
            #expect(answers.map { $0.contains("Content-Length: ") } == [false, true, true])
            try await wait(for: "the banner's end") { emulator.process.output.contains("Ctrl-C stops it.") }
            let told = """
                  profile      pedantic
                  variants     indented: JSON has line breaks and indentation, as .NET writes it on Windows
                               chunked: answers are chunked, without Content-Length

                """
            #expect(emulator.process.output.contains(told), "\(emulator.process.output)")
        }
    }

    @Test("A scenario that is called as the triggers takes their place")
    func ownTriggers() async throws {
        try await withWorkplace { place in
            let own = "scenario: triggers\nrules:\n  - {name: own, then: {delay: 1ms}}\n"
            let file = try place.write(own, to: "own.yaml")
            let emulator = try await Emulator(in: place, options: ["--scenario", file.path])
            let answers = try await Replay([.heartbeat], with: emulator).finish()
            #expect(answers.map(\.status) == [200])
            #expect(emulator.process.output.contains("  scenarios    triggers\n"), "\(emulator.process.output)")
            #expect(emulator.process.errors.contains("injected=\"triggers/own (delay: 1ms before the answer)\""))
        }
    }

    @Test(
        "A word that an option does not know",
        arguments: [
            ["--tls", "1.1"], ["--refusal", "no"], ["--server-certificate", "bad"], ["--production-port", "65536"],
            ["--clock", "yesterday"], ["--clock", "2026-09-30T12:00:00"],
            ["--profile", "strict"], ["--variant", "fil_id"],
        ]
    )
    func unknownWords(options: [String]) async throws {
        try await withWorkplace { place in
            let (code, errors) = try await failedStart(place, options)
            #expect(code == 64)
            #expect(errors.contains("'\(options[1])' is invalid for '\(options[0])"), "\(errors)")
        }
    }

    private func failedStart(_ place: Workplace, _ options: [String]) async throws -> (code: Int32, errors: String) {
        let certificates = ["--certs", try await SharedCertificates.path.value]
        let child = try await place.start(try BuiltExecutable.path(), ["serve"] + certificates + options)
        return (try await child.exitCode(), child.errors)
    }
}
