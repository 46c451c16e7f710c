import Testing
import YAMLReading

@Suite struct ReaderTests {
    private enum Key: String, MapKey {
        case steps
        case maximumCount = "maximum-count"
        case flag
    }

    private enum Step: String, CaseIterable {
        case wait, fail
    }

    private struct Script: Equatable {
        var steps: [Step] = []
        var maximumCount = 3
        var flag = false
    }

    private static func read(_ yaml: String) throws(YAMLFileError) -> Script {
        try YAMLFile.read(yaml, file: "t.yaml") { root in
            guard let map = root.map(Key.self) else { return nil }
            var script = Script()
            var uses = FirstUses<Step>(ofEach: "step")
            script.steps = map.required(.steps, listOf: "a step").compactMap { item in
                item.value(.oneOf, onceIn: &uses)
            }
            map.read(.maximumCount, as: .integer(1...5), into: &script.maximumCount)
            map.read(.flag, as: .boolean, into: &script.flag)
            return script
        }
    }

    private static func mistakes(_ yaml: String) -> [String] {
        Reading.mistakes { () throws(YAMLFileError) in _ = try Self.read(yaml) }
    }

    @Test("Keys that are left out keep their defaults")
    func defaults() throws {
        #expect(try Self.read("steps: [wait]") == Script(steps: [.wait]))
        #expect(
            try Self.read("maximum-count: 5\nsteps: [fail, wait]\nflag: true")
                == Script(steps: [.fail, .wait], maximumCount: 5, flag: true)
        )
    }

    @Test("All mistakes are told, in the order of the lines")
    func allMistakes() {
        let yaml = """
            maximum-cuont: 5
            flag: maybe
            steps: [wait, {a: b}, fial, wait]
            maximum-count: 6
            """
        #expect(
            Self.mistakes(yaml) == [
                "t.yaml:1:1: found the unknown key 'maximum-cuont'; allowed: steps, maximum-count, flag. "
                    + "Did you mean 'maximum-count'?",
                "t.yaml:2:7: flag: found 'maybe'; allowed: true, false.",
                "t.yaml:3:15: steps[1]: found a map; allowed: wait, fail.",
                "t.yaml:3:23: steps[2]: found 'fial'; allowed: wait, fail. Did you mean 'fail'?",
                "t.yaml:3:29: steps[3]: found 'wait' again, after steps[0] on line 3; allowed: each step once.",
                "t.yaml:4:16: maximum-count: found '6'; allowed: a whole number from 1 to 5.",
            ]
        )
    }

    @Test("A missing key is told where its map begins")
    func missing() {
        let missing = "steps: found no such key; allowed: a list of at least one item, each a step."
        #expect(Self.mistakes("\nflag: true") == ["t.yaml:2:1: \(missing)"])
    }

    @Test("A missing key is not told again when it was only misspelt")
    func misspelt() {
        #expect(
            Self.mistakes("step: [wait]") == [
                "t.yaml:1:1: found the unknown key 'step'; allowed: steps, maximum-count, flag. Did you mean 'steps'?"
            ]
        )
    }

    @Test("The error says each mistake on a line of its own")
    func description() {
        #expect {
            try Self.read("flag: 1")
        } throws: { error in
            "\(error)" == """
                t.yaml:1:1: steps: found no such key; allowed: a list of at least one item, each a step.
                t.yaml:1:7: flag: found '1'; allowed: true, false.
                """
        }
    }
}
