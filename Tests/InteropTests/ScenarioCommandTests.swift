import Foundation
import Testing

@Suite("The scenario command", .timeLimit(.minutes(5)))
struct ScenarioCommandTests {
    /// - Returns: the exit code, and what was printed on standard output and standard error.
    private static func run(_ arguments: String..., in place: Workplace) async throws -> (Int32, String, String) {
        let process = try await place.start(try BuiltExecutable.path(), ["scenario"] + arguments)
        return (try await process.exitCode(), process.output, process.errors)
    }

    @Test("Good files: a line each")
    func good() async throws {
        try await withWorkplace { place in
            let file = try place.write("scenario: s\nrules: [{name: r, then: {delay: 1s}}]\n", to: "good.yaml")
            let (code, output, errors) = try await Self.run("check", file.path, "idle-close", in: place)
            #expect(code == 0)
            #expect(output == "\(file.path): s, 1 rule\nidle-close: idle-close, 1 rule\n")
            #expect(errors.isEmpty)
        }
    }

    @Test("Bad files: every mistake of every file, and exit code 1")
    func bad() async throws {
        try await withWorkplace { place in
            let first = try place.write("scenario: s\nruls: []\n", to: "first.yaml")
            let second = try place.write("scenario: s\nrules: [{name: r, then: {delay: soon}}]\n", to: "second.yaml")
            let (code, output, errors) = try await Self.run("check", first.path, "triggers", second.path, in: place)
            #expect(code == 1)
            #expect(output.isEmpty)
            #expect(
                errors == """
                    \(first.path):2:1: found the unknown key 'ruls'; allowed: scenario, description, seed, \
                    max-faults-in-a-row, rules. Did you mean 'rules'?
                    \(second.path):2:33: rules[0].then.delay: found 'soon'; allowed: a duration from 0ms to 1h, \
                    written like 250ms, 2s, 20min, 1h or 60d.

                    """
            )
        }
    }

    @Test("What would happen to a request, and why")
    func explain() async throws {
        try await withWorkplace { place in
            let (code, output, _) = try await Self.run(
                "explain",
                "triggers",
                "--file-name",
                "a_INLAST-MED-FEL.xml",
                "--program",
                "krita",
                "--organisation",
                "999000-0045",
                "--fragment",
                "-1",
                "--format",
                "Krita_Monthly",
                "--version",
                "1",
                "--period",
                "2026-09-30",
                "--user",
                "demo",
                "--occurrence",
                "2",
                "--seed",
                "5CB1",
                in: place
            )
            #expect(code == 0)
            #expect(
                output.hasSuffix(
                    """
                    triggers/inlast-med-fel: yes
                    (8 more that do not match)

                    What would happen:
                      status: Bearbetar for 2s, then Inläst med fel with error scripted-error at 1:1, warning \
                    scripted-warning at 2:1 for ever (triggers/inlast-med-fel)

                    """
                ),
                "\(output)"
            )
        }
    }

    @Test(
        "Options that cannot be read",
        arguments: [
            (["--fragment", "x"], "allowed: an integer from -1"), (["--seed", "0x1"], "1 to 16 hexadecimal digits"),
            (["--endpoint", "uplod"], "'heartbeat', 'upload' or 'history'"),
            (["--occurrence", "0"], "allowed: from 1"),
            (["--organisation", "1"], "allowed: ten digits"), (["--program", "VIN"], "allowed: VINN or KRITA"),
            (["--period", "2026-02-30"], "allowed: a date, YYYY-MM-DD"),
        ]
    )
    func badOptions(options: [String], message: String) async throws {
        try await withWorkplace { place in
            let process = try await place.start(
                try BuiltExecutable.path(),
                ["scenario", "explain", "triggers"] + options
            )
            #expect(try await process.exitCode() == 64)
            #expect(process.errors.contains(message), "\(process.errors)")
        }
    }

    @Test("The ready scenarios are listed")
    func list() async throws {
        try await withWorkplace { place in
            let (code, output, _) = try await Self.run("list", in: place)
            #expect(code == 0)
            let names = output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
            #expect(
                names == [
                    "triggers", "filing-day", "flaky-network", "maintenance", "every-status", "pedantic", "idle-close",
                ]
            )
        }
    }
}
