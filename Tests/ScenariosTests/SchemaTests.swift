import Domain
import Foundation
import Scenarios
import Settings
import Testing
import YAMLReading

@Suite struct SchemaTests {
    /// A map of a file with the key `zzzz`, which nobody knows, and where the schema has that map.
    private struct Probe {
        let path: String
        let text: String
    }

    private static func rule(_ content: String) -> String { "scenario: s\nrules:\n- {\(content)}" }

    private static let scenarioProbes = [
        Probe(path: "", text: "zzzz: 1"),
        Probe(path: "$defs/rule", text: rule("zzzz: 1")),
        Probe(path: "$defs/when", text: rule("when: {zzzz: 1}")),
        Probe(path: "$defs/then", text: rule("then: {zzzz: 1}")),
        Probe(path: "$defs/step", text: rule("then: {status: [{zzzz: 1}]}")),
        Probe(path: "$defs/finding", text: rule("then: {status: [{findings: [{zzzz: 1}]}]}")),
        Probe(path: "$defs/answer", text: rule("then: {answer: {zzzz: 1}}")),
        Probe(path: "$defs/delay", text: rule("then: {delay: {zzzz: 1}}")),
        Probe(path: "$defs/drip", text: rule("then: {delay: {drip: {zzzz: 1}}}")),
        Probe(path: "$defs/fault", text: rule("then: {fault: {zzzz: 1}}")),
        Probe(path: "$defs/place", text: rule("then: {fault: {at: {zzzz: 1}}}")),
        Probe(path: "$defs/stall", text: rule("then: {fault: {do: {zzzz: 1}}}")),
        Probe(path: "$defs/event", text: rule("then: {event: {zzzz: 1}}")),
        Probe(path: "$defs/maintenance", text: rule("then: {event: {maintenance: {zzzz: 1}}}")),
    ]

    private static let settingsProbes = [
        Probe(path: "", text: "zzzz: 1"),
        Probe(path: "properties/environments", text: "environments: {zzzz: 1}"),
        Probe(path: "$defs/environment", text: "environments: {test: {zzzz: 1}}"),
        Probe(path: "$defs/organisation", text: "environments: {test: {organisations: [{zzzz: 1}]}}"),
        Probe(path: "$defs/user", text: "environments: {test: {users: [{zzzz: 1}]}}"),
        Probe(path: "$defs/grant", text: "environments: {test: {users: [{grants: [{zzzz: 1}]}]}}"),
        Probe(path: "$defs/client-ca", text: "environments: {test: {client-ca: {zzzz: 1}}}"),
        Probe(path: "$defs/format", text: "formats: [{zzzz: 1}]"),
        Probe(path: "$defs/rule", text: "formats: [{rules: [{zzzz: 1}]}]"),
        Probe(path: "$defs/rule-message", text: "formats: [{rules: [{message: {zzzz: 1}}]}]"),
        Probe(path: "properties/validation", text: "validation: {zzzz: 1}"),
        Probe(path: "properties/session", text: "session: {zzzz: 1}"),
        Probe(path: "properties/uploads", text: "uploads: {zzzz: 1}"),
        Probe(path: "properties/answers", text: "answers: {zzzz: 1}"),
        Probe(path: "properties/limits", text: "limits: {zzzz: 1}"),
        Probe(path: "properties/journal", text: "journal: {zzzz: 1}"),
        Probe(path: "properties/journal/properties/sandbox", text: "journal: {sandbox: {zzzz: 1}}"),
        Probe(path: "properties/tls", text: "tls: {zzzz: 1}"),
        Probe(path: "properties/certificates", text: "certificates: {zzzz: 1}"),
    ]

    /// The keys that the reader's message about `zzzz` allows.
    private static func keys(_ mistakes: [String]) throws -> Set<String> {
        let start = "found the unknown key 'zzzz'; allowed: "
        let message = try #require(mistakes.first { $0.contains(start) })
        let list = message[try #require(message.firstRange(of: start)).upperBound...].prefix { $0 != "." }
        return Set(list.split(separator: ", ").map(String.init))
    }

    private static func settingsMistakes(_ text: String) -> [String] {
        do {
            _ = try Settings.parse(text, file: "s.yaml")
            return []
        } catch {
            return error.mistakes.map(\.description)
        }
    }

    @Test("The schema of a scenario has the keys that the reader knows, and no others")
    func scenarioKeys() throws {
        let schema = try Schema("scenario")
        for probe in Self.scenarioProbes {
            #expect(try schema.keys(at: probe.path) == Self.keys(Example.mistakes(of: probe.text)), "\(probe.path)")
        }
        #expect(schema.maps() == Set(Self.scenarioProbes.map(\.path)))
    }

    @Test("The schema of the settings has the keys that the reader knows, and no others")
    func settingsKeys() throws {
        let schema = try Schema("settings")
        for probe in Self.settingsProbes {
            #expect(try schema.keys(at: probe.path) == Self.keys(Self.settingsMistakes(probe.text)), "\(probe.path)")
        }
        #expect(schema.maps() == Set(Self.settingsProbes.map(\.path)))
    }

    @Test("The schema has the words that the reader knows")
    func words() throws {
        let schema = try Schema("scenario")
        #expect(try schema.words(at: "$defs/when/properties/endpoint") == Endpoint.allCases.map(\.rawValue))
        #expect(try schema.words(at: "$defs/when/properties/per") == CountingScope.allCases.map(\.rawValue))
        #expect(
            try schema.words(at: "$defs/finding/properties/severity")
                == FindingSeverity.allCases.map { $0.rawValue.lowercased() }
        )
        #expect(
            try schema.words(at: "$defs/answer/properties/when") == ScriptedAnswer.Timing.allCases.map(\.rawValue)
        )
    }

    @Test("The schema of the settings has the profiles, the variants and the words of strictness that the reader knows")
    func settingsWords() throws {
        let schema = try Schema("settings")
        #expect(try schema.words(at: "properties/profile") == Settings.Profile.allCases.map(\.rawValue))
        let variants = try schema.words(at: "properties/answers/properties/variants/items")
        #expect(variants == AnswerVariant.allCases.map(\.rawValue))
        for place in ["unicode-minus", "organisation-check-digit", "uploads/properties/repeats"] {
            #expect(try schema.words(at: "properties/\(place)") == Tolerance.allCases.map(\.rawValue))
        }
    }

    // MARK: - By somebody else's validator

    /// Says whether every file conforms; YAML as version 1.2 has it, where a date is a text.
    private static let validator = """
        import json, sys, jsonschema, yaml
        class Loader(yaml.SafeLoader): pass
        Loader.yaml_implicit_resolvers = {
            key: [(tag, pattern) for tag, pattern in entries if tag != "tag:yaml.org,2002:timestamp"]
            for key, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()}
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        for path in sys.argv[2:]:
            for error in jsonschema.Draft202012Validator(schema).iter_errors(yaml.load(open(path), Loader=Loader)):
                print(path, error.json_path)
        """

    private static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    private static let hasValidator = (try? Self.python(["-c", "import jsonschema, yaml"]).status) == 0

    @Test("Every file that the emulator comes with conforms", .enabled(if: hasValidator, "needs Python's jsonschema"))
    func fixtures() throws {
        let scenarios = ReadyScenario.allCases.map { "fixtures/scenarios/\($0.rawValue).yaml" }
        for (name, files) in [("scenario", scenarios), ("settings", ["fixtures/settings.yaml"])] {
            let paths = files.map { Repository.root.appending(path: $0).path }
            let result = try Self.python(["-c", Self.validator, try Schema(name).url.path] + paths)
            #expect(result.status == 0)
            #expect(result.output.isEmpty)
        }
    }

    @Test(
        "What the reader refuses, the schema refuses",
        .enabled(if: hasValidator, "needs Python's jsonschema"),
        arguments: [
            ("seed: 5cb1", "seed: seed", "$.seed"), ("in-a-row: 5", "in-a-row: 0", "$['max-faults-in-a-row']"),
            ("program: KRITA", "program: KRIT", "$.rules[0].when.program"),
            ("polls: 2", "polls: 0", "$.rules[0].then.status[0].polls"),
            ("{state: processing", "{state: procesing", "$.rules[0].then.status[1].state"),
            ("share: 2.5%", "share: 2.5", "$.rules[1].when.share"),
            ("every 10 from 5", "every ten", "$.rules[1].when.occurrence"),
            ("status: 503", "status: 99", "$.rules[1].then.answer.status"),
            ("do: close", "do: explode", "$.rules[2].then.fault.do"),
            ("heartbeat: down", "heartbeat: off", "$.rules[2].then.event"),
        ]
    )
    func refusals(old: String, new: String, place: String) throws {
        #expect(Example.mistakes(replacing: old, by: new).count == 1)
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Example.text.replacing(old, with: new).write(to: file, atomically: true, encoding: .utf8)
        let result = try Self.python(["-c", Self.validator, try Schema("scenario").url.path, file.path])
        #expect(result.output == "\(file.path) \(place)\n")
    }
}
