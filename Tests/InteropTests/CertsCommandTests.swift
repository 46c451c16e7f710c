import Foundation
import Testing

@Suite("The certificate office on the command line", .timeLimit(.minutes(5)))
struct CertsCommandTests {
    @Test("init makes what a start makes, once; list shows it as a table")
    func initAndList() async throws {
        try await withWorkplace { place in
            let made = try await place.certs(["init"])
            #expect(made.output.hasPrefix("made server/ca.key\n"), "\(made)")
            #expect(made.output.hasSuffix("\ntrust \(place.path("certs/server/ca.crt"))\n"), "\(made)")
            #expect(try await place.certs(["init"]).output.hasPrefix("everything was in place\n"))
            let lines = try await place.certs(["list"]).output.split(separator: "\n").map(String.init)
            try #require(lines.count == 3)
            let titles = ["USER", "SERIAL (HEX)", "SERIAL (DECIMAL)", "VALID FROM", "VALID TO", "STATE"]
            #expect(Self.cells(lines[0]) == titles)
            let cells = Self.cells(lines[1])
            #expect(cells[0] == "demo")
            #expect(cells[2] == "123202819859314389969771616899734437889")
            let serial = try await place.run(
                "openssl",
                ["x509", "-in", place.path("certs/test/clients/demo.crt"), "-noout", "-serial"]
            )
            #expect(serial == "serial=\(cells[1])\n")
            #expect(cells[5] == "valid (current)")
        }
    }

    /// A row's cells: between them are two spaces or more.
    private static func cells(_ line: String) -> [String] {
        line.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    @Test("issue --format env sets what a shell's client needs, whatever stands in the password")
    func env() async throws {
        try await withWorkplace { place in
            let password = #"it's "$HOME" \ `x`"#
            let names = ["CERT", "KEY", "P12", "P12_PASSWORD", "CA", "TRUSTSTORE", "TRUSTSTORE_PASSWORD"]
            let script =
                #"out=$("$@") && eval "$out" && printf '%s\n' "# + names.map { "\"$M2M_\($0)\"" }.joined(separator: " ")
            let issue = ["certs", "issue", "demo", "--certs", place.path("certs"), "--key", "p-256", "--format", "env"]
            let child = try await place.start(
                "sh",
                ["-c", script, "sh", try BuiltExecutable.path()] + issue + ["--password", password]
            )
            let values = try await child.success().split(separator: "\n").map(String.init)
            #expect(child.errors.isEmpty, "the settings know demo: \(child.errors)")
            let clients = place.path("certs/test/clients")
            #expect(
                values == [
                    "\(clients)/demo.crt", "\(clients)/demo.key", "\(clients)/demo.p12", password,
                    place.path("certs/server/ca.crt"), place.path("certs/server/truststore.p12"), "m2m-demo",
                ]
            )
            let archive = ["pkcs12", "-in", values[2], "-passin", "pass:\(password)", "-nokeys"]
            #expect(try await place.run("openssl", archive).contains("friendlyName: demo"))
        }
    }

    @Test("A user whom the settings do not name is served, with a warning beside the result")
    func unknownUser() async throws {
        try await withWorkplace { place in
            let issued = try await place.certs(["issue", "bo", "--key", "p-256", "--format", "json"])
            #expect(
                issued.errors == "Warning: The user 'bo' is not in the test environment of the built-in settings: the "
                    + "emulator answers 403 certificate-unmapped until the settings name the user and it is started again.\n"
            )
            let files = try JSONDecoder().decode(Files.self, from: Data(issued.output.utf8))
            #expect(files.user == "bo")
            #expect(files.certificate == place.path("certs/test/clients/bo.crt"))
        }
    }

    @Test("renew makes the next certificate and can revoke the one before")
    func renew() async throws {
        try await withWorkplace { place in
            _ = try await place.certs(["init"])
            let renewed = try await place.certs(["renew", "demo", "--revoke-old", "--key", "p-256"])
            #expect(renewed.output.hasPrefix("Renewed for 'demo' in the test environment:\n"), "\(renewed)")
            #expect(
                renewed.output.contains(", revoked as superseded, kept as \(place.path("certs/test/clients/demo."))")
            )
            let lines = try await place.certs(["list"]).output.split(separator: "\n")
            #expect(lines.count == 4)
            #expect(lines[1].hasSuffix("  valid (current)"), "\(lines)")
            #expect(lines[2].hasSuffix(" superseded"), "\(lines)")
        }
    }

    @Test("revoke and unrevoke change OpenSSL's verdict; what cannot be done is said and ends with 1")
    func revoke() async throws {
        try await withWorkplace { place in
            _ = try await place.certs(["init"])
            let held = try await place.certs(["revoke", "demo", "--reason", "certificatehold", "--date", "2026-01-31"])
            #expect(held.output.contains(", of 'demo', reason certificateHold. The revocation list "), "\(held)")
            #expect(held.output.hasSuffix("test/ca.crl has number 2 now.\n"), "\(held)")
            #expect(try await self.verdict(place).contains("certificate revoked"))
            #expect(
                try await place.certs(["list"]).output.contains(
                    "revoked 2026-01-31T00:00:00Z certificateHold (current)"
                )
            )
            let free = try await place.certs(["unrevoke", "demo"])
            #expect(free.output.hasPrefix("Off the revocation list: serial number 5CB0"), "\(free)")
            #expect(try await self.verdict(place).hasSuffix(": OK\n"))
            let again = try await place.certs(["unrevoke", "demo"], code: 1)
            #expect(again.errors.contains("of 'demo' is not revoked. See what is with"), "\(again)")
            let unknown = try await place.certs(["revoke", "dec:999"])
            #expect(unknown.errors.hasPrefix("Warning: The authority has no trace"), "\(unknown)")
            #expect(unknown.output.hasPrefix("Revoked serial number 3E7, in decimal 999. "), "\(unknown)")
        }
    }

    private func verdict(_ place: Workplace) async throws -> String {
        let files = ["ca.crt", "ca.crl", "clients/demo.crt"].map { place.path("certs/test/\($0)") }
        let child = try await place.start(
            "openssl",
            ["verify", "-crl_check", "-CAfile", files[0], "-CRLfile", files[1], files[2]]
        )
        _ = try await child.exitCode()
        return child.output + child.errors
    }

    @Test("A running emulator accepts what is issued and refuses what is revoked, without a restart")
    func running() async throws {
        try await withWorkplace { place in
            let emulator = try await Emulator(in: place, options: ["--certs", place.path("certs")])
            _ = try await place.certs(["issue", "demo", "--key", "p-256"])
            // The files of the same name are the new ones.
            let issued = emulator.demo
            // The time limit ends the wait for what does not come.
            while try await emulator.curl("heartbeat", as: issued).status != 200 {}
            _ = try await place.certs(["revoke", "demo", "--reason", "keyCompromise"])
            while try await emulator.curl("heartbeat", as: issued).status != 403 {}
            let answer = try await emulator.curl("heartbeat", as: issued)
            #expect(answer.body.contains("\"certificate-revoked\""), "\(answer)")
        }
    }

    @Test(
        "Validity is told by its ends, by one of them, or in days",
        arguments: [
            (
                ["--valid-from", "2024-02-01", "--valid-to", "2024-02-29"], "2024-02-01T00:00:00Z",
                "2024-02-29T23:59:59Z"
            ),
            (["--valid-from", "2024-02-01"], "2024-02-01T00:00:00Z", "2026-01-31T00:00:00Z"),
            (["--valid-to", "2024-01-31T12:00:00Z"], "2022-01-31T12:00:00Z", "2024-01-31T12:00:00Z"),
            (["--valid-from", "2024-02-01", "--days", "1"], "2024-02-01T00:00:00Z", "2024-02-02T00:00:00Z"),
        ]
    )
    func validity(options: [String], from: String, to: String) async throws {
        try await withWorkplace { place in
            let issued = try await place.certs(["issue", "demo", "--key", "p-256", "--format", "json"] + options)
            let files = try JSONDecoder().decode(Files.self, from: Data(issued.output.utf8))
            #expect(files.notBefore == from)
            #expect(files.notAfter == to)
        }
    }

    @Test(
        "What is written wrongly ends with 64, and with what is allowed",
        arguments: [
            (["issue"], "Missing expected argument '<user>'"),
            (["issue", "demo", "--days", "0"], "--days is '0'; allowed: 1 to 36500."),
            (["issue", "demo", "--days", "3", "--valid-to", "2030-01-01"], "exclude each other; give one of them."),
            (
                ["issue", "demo", "--valid-from", "2030-01-02", "--valid-to", "2030-01-01"],
                "a certificate ends after it begins"
            ),
            (["issue", "demo", "--valid-to", "soon"], "The value 'soon' is invalid"),
            (["issue", "demo", "--valid-to", "2030-02-31"], "The value '2030-02-31' is invalid"),
            (["revoke", "demo", "--date", "2026-01-31T25:00:00Z"], "The value '2026-01-31T25:00:00Z' is invalid"),
            (["issue", "demo", "--key", "rsa-1024"], "rsa-2048"),
            (["issue", "demo", "--serial", "xyz"], "The value 'xyz' is invalid"),
            (["revoke", "demo", "--reason", "removeFromCRL"], "certificateHold"),
            (["revoke", "dec:1A"], "The value 'dec:1A' is invalid"),
            (["crl", "--days", "40000"], "--days is '40000'; allowed: 0 to 36500."),
            (["export", "demo", "out", "--p12", "modern"], "--p12 needs --password"),
            (["list", "--environment", "prod"], "production"),
        ]
    )
    func usage(arguments: [String], words: String) async throws {
        try await withWorkplace { place in
            let outcome = try await place.certs(arguments, code: 64)
            #expect(outcome.errors.contains(words), "\(outcome)")
            #expect(!FileManager.default.fileExists(atPath: place.path("certs")))
        }
    }

    @Test("What cannot be done ends with 1, and with the next step; nothing is made")
    func refused() async throws {
        try await withWorkplace { place in
            let list = try await place.certs(["list"], code: 1)
            #expect(list.errors.contains("'m2m-emulator certs init --environment test'"), "\(list)")
            let serial = "5cb0:0000:0000:0000:0000:0000:0000:0001"
            let taken = try await place.certs(["issue", "bo", "--serial", serial], code: 1)
            #expect(
                taken.errors
                    == "The serial number 5CB00000000000000000000000000001 belongs to the user 'demo' in the test "
                    + "environment of the built-in settings, not to 'bo'. Choose another serial number, or none for a "
                    + "random one.\n"
            )
            let settings = try await place.certs(["issue", "demo", "--settings", "absent.yaml"], code: 1)
            #expect(settings.errors.contains("absent.yaml"), "\(settings)")
            let name = try await place.certs(["issue", "../demo"], code: 1)
            #expect(name.errors.contains("1 to 64 of a-z, 0-9 and - are allowed"), "\(name)")
            #expect(!FileManager.default.fileExists(atPath: place.path("certs")))
        }
    }

    @Test("crl signs with a chosen end, export hands out, both with paths to go on with")
    func listAndExport() async throws {
        try await withWorkplace { place in
            _ = try await place.certs(["init"])
            let signed = try await place.certs(["crl", "--valid-to", "2020-01-01"])
            #expect(
                signed.output
                    == "Signed \(place.path("certs/test/ca.crl")): number 2, 0 entries, good until 2020-01-01T23:59:59Z.\n"
            )
            let exported = try await place.certs(["export", "demo", "out", "--format", "env"])
            #expect(exported.output.hasPrefix("export M2M_CERT='\(place.path("out/demo.crt"))'\n"), "\(exported)")
            _ = try place.write("# Mine", to: "README.md")
            let refused = try await place.certs(["export", "demo", "."], code: 1)
            #expect(refused.errors.contains("nothing was written to the folder"), "\(refused)")
        }
    }

    @Test("fail-set has a disabled user's certificate when the settings disable one")
    func failSet() async throws {
        try await withWorkplace { place in
            let settings = try place.write(try Repository.settings(["disabled": "true"]), to: "disabled.yaml")
            let made = try await place.certs(["fail-set", "fail", "--key", "p-256", "--settings", settings.path])
            #expect(made.output.hasPrefix("Made 12 wrong certificates:\n"), "\(made)")
            #expect(made.output.hasSuffix("\nWhat each is answered: \(place.path("fail"))/README.md\n"), "\(made)")
            for name in ["untrusted", "expired", "disabled"] {
                let subject = try await place.run("openssl", ["x509", "-in", "fail/\(name).crt", "-noout", "-subject"])
                #expect(subject.contains(name == "disabled" ? "CN = demo" : "CN = fail-\(name)"))
            }
        }
    }

    private struct Files: Decodable {
        let user: String
        let certificate: String
        let notBefore: String
        let notAfter: String
    }
}
