import Testing
import YAMLReading

@Suite struct ScalarFormTests {
    @Test(
        "A duration is a number with a unit",
        arguments: [
            ("0ms", .zero),
            ("250ms", .milliseconds(250)),
            ("2s", .seconds(2)),
            ("20min", .seconds(1200)),
            ("1h", .seconds(3600)),
            ("2h", nil),
            ("60min", .seconds(3600)),
            ("61min", nil),
            ("0d", .zero),
            ("1d", nil),
            ("20", nil),
            ("2 s", nil),
            ("-2s", nil),
            ("+2s", nil),
            ("1.5s", nil),
            ("2S", nil),
            ("s", nil),
            ("٢s", nil),
            ("99999999999999999999s", nil),
            ("144115188075855872h", nil),  // 2^57: in milliseconds, 64 bits would hold 0
        ] as [(String, Duration?)]
    )
    func duration(text: String, expected: Duration?) {
        #expect(Reading.value(text, .duration(.zero ... .seconds(3600))) == expected)
    }

    @Test("A day is 24 hours, and bounds are told in the largest unit that fits")
    func days() {
        let form = ScalarForm.duration(.seconds(86_400) ... .seconds(800 * 86_400))
        #expect(Reading.value("800d", form) == .seconds(800 * 86_400))
        #expect(Reading.value("48h", form) == .seconds(2 * 86_400))
        #expect(
            Reading.mistakes("value: 801d", form) == [
                "t.yaml:1:8: value: found '801d'; allowed: a duration from 1d to 800d, "
                    + "written like 250ms, 2s, 20min, 1h or 60d."
            ]
        )
    }

    @Test(
        "A size is a number of bytes or carries a binary unit",
        arguments: [
            ("256", 256),
            ("255", nil),
            ("1KiB", 1024),
            ("9000KiB", 9_216_000),
            ("1MiB", 1 << 20),
            ("1GiB", 1 << 30),
            ("1025MiB", nil),
            ("1kb", nil),
            ("1 KiB", nil),
            ("0x10", nil),
            ("17179869185GiB", nil),  // 2^34 + 1: in bytes, 64 bits would hold 1 GiB
        ] as [(String, Int?)]
    )
    func bytes(text: String, expected: Int?) {
        #expect(Reading.value(text, .bytes(256...1 << 30)) == expected)
    }

    @Test(
        "A whole number has no unit and no sign",
        arguments: [
            ("1", 1), ("007", 7), ("10", 10), ("0", nil), ("11", nil), ("1s", nil), ("-1", nil), ("1e1", nil),
        ] as [(String, Int?)]
    )
    func integer(text: String, expected: Int?) {
        #expect(Reading.value(text, .integer(1...10)) == expected)
    }

    @Test(
        "Only true and false are booleans",
        arguments: [
            ("true", true), ("false", false), ("yes", nil), ("on", nil), ("no", nil), ("True", nil), ("1", nil),
        ] as [(String, Bool?)]
    )
    func boolean(text: String, expected: Bool?) {
        #expect(Reading.value(text, .boolean) == expected)
    }

    @Test("What is allowed is said in the largest unit that fits")
    func allowed() {
        #expect(
            Reading.mistakes("value: x", .bytes(0...80 << 10)) == [
                "t.yaml:1:8: value: found 'x'; allowed: a size from 0 to 80KiB, written like 4096, 64KiB or 1MiB."
            ]
        )
        #expect(
            Reading.mistakes("value: x", .duration(.milliseconds(1500) ... .seconds(5400))) == [
                "t.yaml:1:8: value: found 'x'; allowed: a duration from 1500ms to 90min, "
                    + "written like 250ms, 2s, 20min, 1h or 60d."
            ]
        )
        #expect(
            Reading.mistakes("value: x", .integer(1...10)) == [
                "t.yaml:1:8: value: found 'x'; allowed: a whole number from 1 to 10."
            ]
        )
    }
}
