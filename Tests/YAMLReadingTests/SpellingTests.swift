import Testing
import YAMLReading

@Suite struct SpellingTests {
    @Test(
        "The distance counts letters inserted, removed, replaced and swapped",
        arguments: [
            ("grants", "grants", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("VIN", "VINN", 1),
            ("VINNN", "VINN", 1),
            ("VIMN", "VINN", 1),
            ("grnats", "grants", 1),
            ("kitten", "sitting", 3),
            ("ca", "abc", 3),
        ]
    )
    func distance(first: String, second: String, expected: Int) {
        #expect(Spelling.distance(first, second) == expected)
        #expect(Spelling.distance(second, first) == expected)
    }

    @Test(
        "A word is suggested when it is near, whatever its case",
        arguments: [
            ("VIN", "VINN"),
            ("vinn", "VINN"),
            ("Krita", "KRITA"),
            ("krtia", "KRITA"),
            ("XXNN", nil),
            ("", nil),
            ("K", nil),
            ("VINN" + String(repeating: " ", count: 100), nil),
        ] as [(String, String?)]
    )
    func suggestion(text: String, expected: String?) {
        #expect(Spelling.suggestion(for: text, among: ["VINN", "KRITA"]) == expected)
    }

    @Test("Longer words may hold more mistakes")
    func longWord() {
        #expect(Spelling.suggestion(for: "hanshake-timeut", among: ["handshake-timeout"]) == "handshake-timeout")
        #expect(Spelling.suggestion(for: "timeout", among: ["handshake-timeout"]) == nil)
    }

    @Test("Of two near words the nearer is suggested, and nothing when there are none")
    func nearest() {
        #expect(Spelling.suggestion(for: "V41", among: ["V10", "V40"]) == "V40")
        #expect(Spelling.suggestion(for: "V41", among: []) == nil)
    }
}
