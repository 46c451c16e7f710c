import Domain
import Foundation
import Settings
import Testing

@Suite struct ProfileTests {
    /// The settings of strictness: where the file has them, and what they are.
    private static let strictness: [(key: String, value: @Sendable (Settings) -> String)] = [
        ("session.cookie", { $0.session.cookie.rawValue }),
        ("unicode-minus", { $0.unicodeMinus.rawValue }),
        ("organisation-check-digit", { $0.organisationCheckDigit.rawValue }),
        ("uploads.repeats", { $0.uploads.repeats.rawValue }),
        ("tls.refusal", { $0.tls.refusal.rawValue }),
        ("certificates.revocation-list", { $0.certificates.revocationList.rawValue }),
    ]

    private static func values(_ settings: Settings) -> [String] { self.strictness.map { $0.value(settings) } }

    private static func read(_ text: String, profile: Settings.Profile? = nil) throws -> Settings {
        try Settings.parse(Example.text + text, file: "settings.yaml", profile: profile)
    }

    private static let table: [(Settings.Profile, [String])] = [
        (.documented, ["required", "refuse", "accept", "accept", "explain", "warn"]),
        (.lenient, ["optional", "accept", "accept", "accept", "explain", "warn"]),
        (.pedantic, ["required", "refuse", "refuse", "refuse", "reject", "require"]),
    ]

    @Test("Each profile's settings, from the file, the command line, or code", arguments: table)
    func profile(_ profile: Settings.Profile, values: [String]) throws {
        #expect(Self.table.map(\.0) == Settings.Profile.allCases)
        let written = try Self.read("profile: \(profile.rawValue)")
        #expect(written.profile == profile)
        #expect(Self.values(written) == values)
        #expect(try Self.read("", profile: profile) == written)
        for other in Settings.Profile.allCases {
            #expect(try Self.read("profile: \(other.rawValue)", profile: profile) == written)
            var adopted = try Self.read("profile: \(other.rawValue)")
            adopted.adopt(profile)
            #expect(adopted == written)
        }
    }

    @Test("Nothing else changes with the profile", arguments: Settings.Profile.allCases)
    func nothingElse(_ profile: Settings.Profile) throws {
        var settings = try Self.read("profile: \(profile.rawValue)")
        settings.adopt(.documented)
        #expect(settings == Settings(environments: settings.environments, formats: settings.formats))
    }

    @Test(
        "A key of the file wins over the profile, wherever that comes from",
        arguments: [
            (0, "session: {cookie: %}", ["required", "optional"]), (1, "unicode-minus: %", ["refuse", "accept"]),
            (2, "organisation-check-digit: %", ["refuse", "accept"]),
            (3, "uploads: {repeats: %}", ["refuse", "accept"]),
            (4, "tls: {refusal: %}", ["explain", "reject"]),
            (5, "certificates: {revocation-list: %}", ["warn", "require"]),
        ]
    )
    func explicit(index: Int, line: String, words: [String]) throws {
        for (profile, values) in Self.table {
            for word in words {
                let text = line.replacing("%", with: word)
                var expected = values
                expected[index] = word
                #expect(try Self.values(Self.read("profile: \(profile.rawValue)\n\(text)")) == expected)
                #expect(try Self.values(Self.read("\(text)\nprofile: documented", profile: profile)) == expected)
            }
        }
    }

    @Test("The built-in settings leave every setting of strictness to the profile", arguments: table)
    func builtIn(_ profile: Settings.Profile, values: [String]) {
        let settings = Settings.builtIn(profile: profile)
        #expect(Self.values(settings) == values)
        var expected = Settings.default
        expected.adopt(profile)
        #expect(settings == expected)
    }

    @Test("The protocol's page has the same table")
    func page() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/protocol.md")
        let lines = try String(contentsOf: file.standardized, encoding: .utf8).split(separator: "\n")
        let header =
            "| setting | " + Settings.Profile.allCases.map { "`\($0.rawValue)`" }.joined(separator: " | ") + " |"
        let start = try #require(lines.firstIndex { $0 == header })
        let rows = lines[(start + 2)...].prefix { $0.hasPrefix("|") }
        let expected = Self.strictness.enumerated().map { index, setting in
            "| `\(setting.key)` | " + Self.table.map { "`\($0.1[index])`" }.joined(separator: " | ") + " |"
        }
        #expect(rows.map(String.init) == expected)
    }
}
