import Domain
import Foundation
import Settings
import Testing

@Suite struct DefaultSettingsTests {
    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../fixtures/settings.yaml").standardized

    @Test("The documented file is the one built in")
    func sameBytes() throws {
        #expect(try Data(contentsOf: Self.file) == Data(Settings.defaultText.utf8))
        #expect(try Settings.load(path: Self.file.path) == Settings.default)
    }

    @Test("Two users with different grants, for two organisations")
    func users() throws {
        let test = try #require(Settings.default.environments[.test])
        #expect(test.organisations.map(\.number.digits) == ["9990000045", "9990000052"])
        #expect(test.organisations.map(\.name) == ["Exempelbanken", "Exempelfonder"])
        #expect(test.organisations.allSatisfy { $0.number.hasValidCheckDigit })
        let bank = test.organisations[0].number
        let fund = test.organisations[1].number
        #expect(
            try test.users == [
                User(
                    name: "demo",
                    serials: [#require(CertificateSerial("5CB00000000000000000000000000001"))],
                    isDisabled: false,
                    grants: [
                        Grant(organisation: bank, program: .vinn, formats: [.init("V10"), .init("V40")]),
                        Grant(organisation: bank, program: .krita, formats: [.init("Krita_Monthly")]),
                    ]
                ),
                User(
                    name: "fund",
                    serials: [#require(CertificateSerial("5CB00000000000000000000000000002"))],
                    isDisabled: false,
                    grants: [Grant(organisation: fund, program: .vinn, formats: [.init("V40")])]
                ),
            ]
        )
        #expect(test.reporters.map(\.keyType) == [.rsa2048, .p256])
    }

    @Test("Production has a user of the same name with a certificate of its own: nothing is shared")
    func production() throws {
        let test = try #require(Settings.default.environments[.test])
        let production = try #require(Settings.default.environments[.production])
        #expect(production.users.map(\.name) == ["demo"])
        #expect(production.users.map(\.serials.description) == ["[5CB00000000000000000000000000101]"])
        #expect(Set(production.users.flatMap(\.serials)).isDisjoint(with: test.users.flatMap(\.serials)))
        #expect([test.clientCA, production.clientCA] == [nil, nil])
    }

    @Test("Only what SCB's published example proves is asked of a file")
    func formats() {
        let vinn = "http://scb.se/gdb/vinn"
        #expect(
            Settings.default.formats.formats == [
                FileFormat(
                    name: .init("V10"),
                    program: .vinn,
                    rootElement: nil,
                    namespace: nil,
                    versions: ["1"],
                    schemas: ["1": .builtIn(.v10)]
                ),
                FileFormat(
                    name: .init("V40"),
                    program: .vinn,
                    rootElement: "Report",
                    namespace: vinn,
                    versions: ["1"],
                    schemas: ["1": .builtIn(.v40)]
                ),
                FileFormat(
                    name: .init("Krita_Monthly"),
                    program: .krita,
                    rootElement: nil,
                    namespace: nil,
                    versions: ["1"],
                    schemas: ["1": .builtIn(.kritaMonthly)]
                ),
            ]
        )
    }

    @Test("Every value the file documents as a default is the default")
    func defaults() {
        let written = Settings.default
        #expect(written == Settings(environments: written.environments, formats: written.formats))
    }

    @Test(
        "Every key that may be left out stands in the file",
        arguments: [
            "profile", "processing-delay", "session", "# cookie", "idle", "# unicode-minus",
            "# organisation-check-digit",
            "# repeats", "# answers", "#   variants", "abandon-after", "fragment-bytes",
            "target-bytes", "header-bytes", "connections", "sessions-per-certificate", "uploads", "handshake-timeout",
            "request-timeout", "idle-timeout", "drain-bytes", "drain-timeout", "shutdown-grace",
            "client-certificate-bytes", "versions",
            "# refusal", "server-certificate", "send-ca-names", "p12-password", "# revocation-list", "expiry-warning",
            "expiry-header", "schemas", "validation", "findings", "memory", "at-once", "# prefixes", "# rules",
            "#   - id", "#     severity", "#     path", "#     equals", "#     # required", "#     # unique",
            "#     # matches", "#     message", "journal", "entries", "bytes", "sandbox", "# client-ca", "#   file",
            "#   crl", "#   trust-foreign-ca",
        ]
    )
    func documented(key: String) {
        let keys = Settings.defaultText.split(separator: "\n").map { $0.drop { $0 == " " } }
        #expect(keys.contains { $0.hasPrefix("\(key):") })
    }
}
