import Foundation
import Testing

@Suite("The command certify", .timeLimit(.minutes(10)))
struct CertifyTests {
    /// What a certification came to.
    private struct Run {
        let code: Int32
        let output: String
        let errors: String
        /// What it wrote with `--json`; empty when it did not.
        let document: [String: Any]

        init(_ arguments: [String], client: [String], in place: Workplace) async throws {
            let file = place.folder.appendingPathComponent("card.json")
            let command = ["certify", "--json", file.path] + arguments + (client.isEmpty ? [] : ["--"] + client)
            let child = try await place.start(try BuiltExecutable.path(), command)
            self.code = try await child.exitCode(within: .seconds(240))
            self.output = child.output
            self.errors = child.errors
            let data = (try? Data(contentsOf: file)) ?? Data()
            self.document = (try? JSONSerialization.jsonObject(with: data) as? [String: Any]) ?? [:]
        }

        /// Of the card of all situations, by id.
        var verdicts: [String: String] {
            let card = self.document["card"] as? [String: Any]
            let rows = card?["rows"] as? [[String: Any]] ?? []
            return Dictionary(
                rows.compactMap { row in
                    guard let id = row["id"] as? String, let verdict = row["verdict"] as? String else { return nil }
                    return (id, verdict)
                },
                uniquingKeysWith: { first, _ in first }
            )
        }

        func ids(_ verdict: String) -> [String] { self.verdicts.filter { $0.value == verdict }.keys.sorted() }
    }

    @Test("Our own client passes every situation of the plan 'full', and what no situation shows is not passed")
    func good() async throws {
        try await withWorkplace { place in
            let send = [try BuiltExecutable.path(), "send", "--poll", "1s"]
            let run = try await Run(["--plan", "full"], client: send, in: place)
            #expect(run.code == 0, "\(run.errors)\(run.output)")
            #expect(run.document["verdict"] as? String == "pass")
            #expect(run.ids("fail") == [])
            #expect(run.ids("not-exercised") == ["whole-file-again"])
            #expect(run.output.contains("21 of 21 situations of the plan 'full' passed."))
            #expect(!run.output.contains("\u{1B}"))
            #expect(run.errors.split(separator: "\n").count == 21)
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.temporary.path) == [])
        }
    }

    @Test("A bad client fails in the rows that its faults belong to, and in no others")
    func bad() async throws {
        try await withWorkplace { place in
            let situations = [
                "several-fragments", "refused-file", "unavailable", "broken-fragment", "lost-answer", "not-read",
                "untrusted-server",
            ]
            let html = place.folder.appendingPathComponent("card.html")
            let junit = place.folder.appendingPathComponent("card.xml")
            let run = try await Run(
                ["--plan", "full", "--html", html.path, "--junit", junit.path] + situations.flatMap { ["--only", $0] },
                client: ["python3", Repository.client("bad_client.py")],
                in: place
            )
            #expect(run.code == 1, "\(run.errors)")
            #expect(
                run.ids("fail") == [
                    "asked-after-lost-answer", "connection-reuse", "fragment-full-size", "names-as-registered",
                    "no-second-delivery", "one-session", "poll-pause", "polled-until-final", "server-verified",
                    "stopped-after-failure",
                    "tried-again",
                ],
                "\(run.output)"
            )
            #expect(run.verdicts["closing-sent"] == "pass")
            #expect(run.errors.contains("It ended with 0; expected: 1 or another code"))
            #expect(run.errors.contains("| all is well"))
            #expect(run.output.contains("0 of 7 situations of the plan 'full' passed."))
            #expect(try String(contentsOf: html, encoding: .utf8).contains("Report card of python3"))
            let parsed = try await place.run("python3", ["-c", Self.countFailures, junit.path])
            // Each situation, and each failed row.
            #expect(parsed == "18\n")
        }
    }

    /// By another XML parser than the one that wrote it.
    private static let countFailures = """
        import sys, xml.etree.ElementTree as tree
        print(len(tree.parse(sys.argv[1]).getroot().findall('.//failure')))
        """

    @Test("A client that takes too long is ended, and the situation is failed")
    func slow() async throws {
        try await withWorkplace { place in
            let plan = try place.write(
                """
                plan: short
                situations:
                  - name: one
                    title: One second
                    file: {format: V40, size: 2000}
                    client: any
                    time-limit: 1s
                """,
                to: "short.yaml"
            )
            let run = try await Run(["--plan", plan.path], client: ["sleep", "600"], in: place)
            #expect(run.code == 1)
            #expect(run.errors.contains("It had not ended after 1 s and was ended."))
        }
    }

    @Test("At Ctrl-C the client is ended, with what it has started, and no key is left behind")
    func interrupted() async throws {
        try await withWorkplace { place in
            let mark = place.folder.appendingPathComponent("began")
            let script = "sleep 600 & echo $! > '\(mark.path)'; wait"
            let command = ["certify", "--", "sh", "-c", script]
            let child = try await place.start(try BuiltExecutable.path(), command)
            try await wait(for: "the client's beginning") {
                (try? String(contentsOf: mark, encoding: .utf8))?.hasSuffix("\n") == true
            }
            child.send(SIGINT)
            #expect(try await child.exitCode() == 2)
            #expect(child.errors.contains("Stopped before the end"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.temporary.path) == [])
            let text = try String(contentsOf: mark, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
            let sleeper = try #require(Int32(text))
            try await wait(for: "the end of what the client started") { kill(sleeper, 0) != 0 }
        }
    }

    @Test("Every mistake of a plan is told with its line, those of a scenario too")
    func mistakes() async throws {
        try await withWorkplace { place in
            let plan = try place.write(
                """
                plan: My plan
                situations:
                  - name: one
                    title: One
                    file: {format: V41, size: 2}
                    client: wins
                    exercises: [no-seconddelivery]
                    scenario: |
                      scenario: s
                      rules: []
                """,
                to: "bad.yaml"
            )
            let run = try await Run(["--plan", plan.path], client: ["true"], in: place)
            #expect(run.code == 64)
            #expect(run.output.isEmpty)
            for text in [
                "bad.yaml:1:7: plan: found 'My plan'; allowed: 1 to 64 of a-z, 0-9 and '-'.",
                "bad.yaml:5:20: situations[0].file.format: found 'V41'; allowed: V40, Krita_Monthly. Did you mean 'V40'?",
                "bad.yaml:5:31: situations[0].file.size: found '2'; allowed: ",
                "bad.yaml:6:13: situations[0].client: found 'wins'; allowed: succeeds, fails, truthful, any.",
                "Did you mean 'no-second-delivery'?",
                "bad.yaml, scenario of one:2:8: rules: found an empty list",
            ] {
                #expect(run.errors.contains(text), "\(text)\n\(run.errors)")
            }
        }
    }

    @Test("What is missing is a mistake of the command line; what cannot be run has a code of its own")
    func usage() async throws {
        try await withWorkplace { place in
            let none = try await Run([], client: [], in: place)
            #expect(none.code == 64)
            #expect(none.errors.contains("No client is given: write its command after '--'"))
            let unknown = try await Run(["--plan", "fll"], client: ["true"], in: place)
            #expect(unknown.code == 64)
            #expect(unknown.errors.contains("Ready plans: basic, full."))
            let only = try await Run(["--only", "x"], client: ["true"], in: place)
            #expect(only.code == 64)
            #expect(only.errors.contains("--only is 'x'; the plan 'basic' has small-file, several-fragments"))
            let missing = try await Run([], client: ["./no-such-client"], in: place)
            #expect(missing.code == 2)
            #expect(missing.errors.contains("Cannot run './no-such-client': no such program"))
        }
    }

    @Test("The ready plans are listed with their situations")
    func list() async throws {
        try await withWorkplace { place in
            let run = try await Run(["--list"], client: [], in: place)
            #expect(run.code == 0)
            #expect(run.output.contains("basic: A small file"))
            #expect(run.output.contains("  lost-answer          The file is delivered, and the answer to -1 is lost\n"))
        }
    }
}
