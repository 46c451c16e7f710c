import Testing
import YAMLReading

/// What scenario files need beyond maps of known keys.
@Suite struct OpenMapTests {
    private enum Key: String, MapKey {
        case one, fields
    }

    private static let letters = ScalarForm.text("letters") { $0.allSatisfy(\.isLetter) }

    private static func read(_ yaml: String) throws(YAMLFileError) -> [String] {
        try YAMLFile.read(yaml, file: "t.yaml") { root in
            guard let map = root.map(Key.self) else { return nil }
            let one = map.optional(.one)?.oneOrMore("letters").compactMap { $0.value(Self.letters) } ?? []
            let fields = map.optional(.fields)?.entries(allowed: "a map of letters").compactMap { key, value in
                key.value(Self.letters).flatMap { key in value.value(Self.letters).map { "\(key)=\($0)" } }
            }
            return one + (fields ?? []) + (map.hasUnknownKeys ? ["unknown"] : [])
        }
    }

    private static func mistakes(_ yaml: String) -> [String] {
        Reading.mistakes { () throws(YAMLFileError) in _ = try Self.read(yaml) }
    }

    @Test("One value or a list of them")
    func oneOrMore() throws {
        #expect(try Self.read("one: a") == ["a"])
        #expect(try Self.read("one: [a, b]") == ["a", "b"])
        #expect(Self.mistakes("one: [a, 1]") == ["t.yaml:1:10: one[1]: found '1'; allowed: letters."])
        #expect(Self.mistakes("one: {a: b}") == ["t.yaml:1:6: one: found a map; allowed: letters."])
        #expect(
            Self.mistakes("one: []") == [
                "t.yaml:1:6: one: found an empty list; allowed: a list of at least one item, each letters."
            ]
        )
    }

    @Test("A map whose keys are not known beforehand, in the order of the file")
    func entries() throws {
        #expect(try Self.read("fields: {b: x, a: y}") == ["b=x", "a=y"])
        #expect(Self.mistakes("fields: {a: 1}") == ["t.yaml:1:13: fields.a: found '1'; allowed: letters."])
        #expect(Self.mistakes("fields: {1: a}") == ["t.yaml:1:10: fields: found '1'; allowed: letters."])
        #expect(Self.mistakes("fields: {[a]: b}") == ["t.yaml:1:10: fields: found a list; allowed: letters."])
        #expect(Self.mistakes("fields: a") == ["t.yaml:1:9: fields: found 'a'; allowed: a map of letters."])
        #expect(Self.mistakes("fields: {}") == ["t.yaml:1:9: fields: found an empty map; allowed: a map of letters."])
    }

    @Test("A key that no path can show is left out of it")
    func strangeKeys() {
        #expect(
            Self.mistakes("fields: {\"a\\nb\": 1}") == [
                "t.yaml:1:10: fields: found 'a\\nb'; allowed: letters."
            ]
        )
        let long = String(repeating: "a", count: 81)
        #expect(Self.mistakes("fields: {\(long): 1}") == ["t.yaml:1:93: fields: found '1'; allowed: letters."])
    }

    @Test("A map knows whether it has unknown keys")
    func unknown() {
        #expect(
            Self.mistakes("two: a") == ["t.yaml:1:1: found the unknown key 'two'; allowed: one, fields."]
        )
    }

    @Test(
        "Durations are told as files write them",
        arguments: [
            (Duration.zero, "0ms"), (.milliseconds(1500), "1500ms"), (.seconds(90), "90s"), (.seconds(120), "2min"),
            (.seconds(7200), "2h"), (.seconds(60 * 86_400), "60d"),
        ]
    )
    func durations(duration: Duration, text: String) {
        #expect(duration.settingsText == text)
    }
}
