import Foundation
import Testing

@Suite("The commands send and status", .timeLimit(.minutes(5)))
struct ClientCommandTests {
    /// What a run of the program came to.
    private struct Run {
        let code: Int32
        let output: String
        let errors: String

        init(_ arguments: [String], _ emulator: Emulator? = nil, in place: Workplace, program: [String] = [])
            async throws
        {
            let ready = emulator.map { _ in ["--ready-file", place.readyFile.path] } ?? []
            let command = program + [try BuiltExecutable.path()] + arguments + ready
            let child = try await place.start(command[0], Array(command.dropFirst()))
            self.code = try await child.exitCode()
            self.output = child.output
            self.errors = child.errors
        }

        var object: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(self.output.utf8)) as? [String: Any]) ?? [:]
        }
    }

    private static let what = ["--organisation", "9990000045", "--program", "VINN", "--period", "2026-09-30"]
    private static let v40 = what + ["--format", "V40"]

    @Test("A file of 20 MB in three calls, byte for byte, and its status")
    func large() async throws {
        try await withEmulator { emulator in
            let place = emulator.place
            let program = try BuiltExecutable.path()
            _ = try await place.run(program, ["sample", "--format", "V40", "--size", "20000000", "big.xml"])
            let sent = try await Run(["send", "big.xml", "--json"] + Self.v40, emulator, in: place)
            #expect(sent.code == 0, "\(sent.errors)")
            #expect(sent.object["status"] as? String == "Inläst")
            #expect(sent.object["fragments"] as? Int == 3)
            let id = try #require(sent.object["deliveryId"] as? String)
            #expect(try await emulator.storedHash(id) == place.sha256(place.folder.appendingPathComponent("big.xml")))
            let status = try await Run(["status", id], emulator, in: place)
            #expect(status.code == 0)
            #expect(status.output.contains("status      Inläst\n"))
            #expect(status.errors.isEmpty)
        }
    }

    @Test("The memory of a sender does not grow with the file")
    func memory() async throws {
        try await withEmulator { emulator in
            let place = emulator.place
            let program = try BuiltExecutable.path()
            _ = try await place.run(program, ["sample", "--format", "V40", "--size", "200000000", "huge.xml"])
            // Far below the size of the file.
            let sent = try await Run(
                ["send", "huge.xml", "--no-wait", "--quiet"] + Self.v40,
                emulator,
                in: place,
                program: [
                    "python3", Repository.client("peak_memory.py"), "150",
                ]
            )
            #expect(sent.code == 0, "\(sent.output)\(sent.errors)")
            #expect(sent.errors.isEmpty)
        }
    }

    @Test("Exit code and words of what ends badly")
    func endings() async throws {
        try await withEmulator { emulator in
            let place = emulator.place
            let report = try Data(contentsOf: Repository.fixture("files/v40.xml"))
            try report.write(to: place.folder.appendingPathComponent("a_ej-inlast.xml"))
            let stopped = try await Run(["send", "a_ej-inlast.xml"] + Self.v40, emulator, in: place)
            #expect(stopped.code == 1)
            #expect(stopped.output.contains("status      Ej Inläst\n"))
            let refused = try await Run(
                ["send", "a_ej-inlast.xml", "--format", "V41"] + Self.what,
                emulator,
                in: place
            )
            #expect(refused.code == 1)
            #expect(refused.errors.contains("The server answered 400 (file-format-unknown)."))
            let unknown = ["status", "8a5a6a4a-50bf-4474-ad40-bbde7a93ab6c"]
            let none = try await Run(unknown, emulator, in: place)
            #expect(none.code == 1)
            #expect(none.errors.contains("404 (delivery-unknown)"))
            let nobody = try await Run(unknown + ["--base-url", "https://127.0.0.1:1/m2m/v2/"], emulator, in: place)
            #expect(nobody.code == 1)
            #expect(nobody.errors.contains("No connection to the server: Connection refused"))
        }
    }

    @Test("PKCS#12 from the environment, a password from a file")
    func archive() async throws {
        try await withEmulator { emulator in
            let place = emulator.place
            let ready = emulator.ready
            let variables = [
                "env", "M2M_BASE_URL=\(ready.baseURL)", "M2M_CA=\(ready.ca)", "M2M_PKCS12=\(ready.clientPKCS12)",
                "M2M_FILE=\(Repository.fixture("files/v40.xml").path)", "M2M_ORGANISATION=9990000045",
                "M2M_PROGRAM=vinn", "M2M_PERIOD=2026-09-30", "M2M_FORMAT=V40", "M2M_VERSION=1",
            ]
            let sent = try await Run(
                ["send", "--password-file", ready.clientPKCS12Password],
                in: place,
                program: variables
            )
            #expect(sent.code == 0, "\(sent.errors)")
            let wrong = try await Run(["send"], in: place, program: variables + ["M2M_PKCS12_PASSWORD=no"])
            #expect(wrong.code == 1)
            #expect(wrong.errors.contains("cannot be opened with the password given"))
        }
    }

    @Test(
        "What is missing or contradicts itself is a mistake of the command line",
        arguments: [
            (["send", "a.xml"] + v40, "No server is named"),
            (["send", "a.xml", "--base-url", "https://127.0.0.1:1/m2m/v2/"] + v40, "No client certificate is named"),
            (["send", "a.xml"] + what, "Not given: --format. Give it, or set M2M_FORMAT."),
            (["send", "a.xml", "--cert", "a"] + v40, "--cert and --key go together"),
            (["send", "a.xml", "--p12", "a", "--cert", "b", "--key", "c"] + v40, "leave --cert and --key out"),
            (["send", "a.xml", "--resend", "11"] + v40, "--resend may be 0 to 10"),
            (["status", "7"], "'7' is no DeliveryId; allowed: a GUID"),
            (["status", "8a5a6a4a-50bf-4474-ad40-bbde7a93ab6c", "--ready-file", "none"], "'none' is no ready file"),
        ]
    )
    func usage(_ arguments: [String], _ text: String) async throws {
        try await withWorkplace { place in
            _ = try place.write("<a/>", to: "a.xml")
            let run = try await Run(arguments, in: place)
            #expect(run.code == 64)
            #expect(run.errors.contains(text), "\(run.errors)")
        }
    }
}
