import Domain
import Settings
import Testing

@Suite struct SettingsTests {
    @Test("A file with only what must be there has the defaults")
    func smallest() throws {
        let settings = try Settings.parse(Example.text, file: "settings.yaml")
        #expect(settings == Settings(environments: settings.environments, formats: settings.formats))
        let test = try #require(settings.environments[.test])
        #expect(test.users.map(\.serials.description) == ["[1A, 2B]", "[3C]"])
        #expect(test.users.map(\.isDisabled) == [false, false])
        #expect(test.reporters.map(\.keyType) == [.rsa2048, .rsa2048])
        #expect(test.users[1].grants.map(\.program) == [.krita])
        #expect(settings.formats.formats.map(\.versions) == [["1"], ["1", "2b"], ["1"]])
    }

    @Test("Every key that may be left out is read")
    func everyKey() throws {
        let settings = try Settings.parse(Example.text + Self.behaviour, file: "settings.yaml")
        var expected = Settings(environments: settings.environments, formats: settings.formats)
        expected.processingDelay = .zero
        expected.session.cookie = .optional
        expected.session.idle = .seconds(1)
        expected.unicodeMinus = .accept
        expected.organisationCheckDigit = .refuse
        expected.uploads.repeats = .refuse
        expected.answers.variants = [.filID, .chunked]
        expected.uploads.abandonAfter = .seconds(168 * 3600)
        expected.limits.fragmentBytes = 1
        expected.limits.targetBytes = 256
        expected.limits.headerBytes = 80 << 10
        expected.limits.connections = 65_536
        expected.limits.sessionsPerCertificate = 2
        expected.limits.uploads = 3
        expected.limits.handshakeTimeout = .milliseconds(10)
        expected.limits.requestTimeout = .milliseconds(250)
        expected.limits.idleTimeout = .seconds(24 * 3600)
        expected.limits.drainBytes = 0
        expected.limits.drainTimeout = .seconds(60)
        expected.limits.shutdownGrace = .zero
        expected.limits.clientCertificateBytes = 1 << 20
        expected.tls.versions = .tls13
        expected.tls.refusal = .reject
        expected.tls.serverCertificate = .notYetValid
        expected.tls.sendCANames = true
        expected.certificates.p12Password = "*a b*"
        expected.certificates.revocationList = .require
        expected.certificates.expiryWarning = .seconds(800 * 24 * 3600)
        expected.certificates.expiryHeader = false
        #expect(settings == expected)
    }

    private static let behaviour = """
        processing-delay: 0ms
        session: {cookie: optional, idle: 1s}
        unicode-minus: accept
        organisation-check-digit: refuse
        uploads: {repeats: refuse, abandon-after: 168h}
        answers: {variants: [fil-id, chunked]}
        limits:
          fragment-bytes: 1
          target-bytes: 256
          header-bytes: 80KiB
          connections: 65536
          sessions-per-certificate: 2
          uploads: 3
          handshake-timeout: 10ms
          request-timeout: 250ms
          idle-timeout: 24h
          drain-bytes: 0
          drain-timeout: 1min
          shutdown-grace: 0s
          client-certificate-bytes: 1MiB
        tls: {versions: 1.3, refusal: reject, server-certificate: not-yet-valid, send-ca-names: true}
        certificates: {p12-password: "*a b*", revocation-list: require, expiry-warning: 800d, expiry-header: false}
        """

    @Test("A disabled user, another key type, a format with a namespace only")
    func variants() throws {
        let text = Example.text
            .replacing("name: fund", with: "name: fund\n        disabled: true\n        key: p-256")
            .replacing("root: Report, ", with: "")
        let settings = try Settings.parse(text, file: "settings.yaml")
        let fund = try #require(settings.environments[.test]?.reporters.last)
        #expect(fund.user.isDisabled)
        #expect(fund.keyType == .p256)
        #expect(settings.formats.formats[1].rootElement == nil)
        #expect(settings.formats.formats[1].namespace == "http://scb.se/gdb/vinn")
    }

    @Test(
        "TLS versions are words, not numbers",
        arguments: [
            ("both", Settings.TLSVersions.both), ("1.2", .tls12), ("1.3", .tls13), ("'1.2'", .tls12),
            ("\"1.3\"", .tls13),
        ]
    )
    func versions(text: String, versions: Settings.TLSVersions) throws {
        let settings = try Settings.parse(Example.text + "tls: {versions: \(text)}", file: "settings.yaml")
        #expect(settings.tls.versions == versions)
    }

    @Test("A user needs no serial number")
    func noSerials() throws {
        let text = Example.text.replacing("        serials: [3C]\n", with: "")
        let test = try #require(try Settings.parse(text, file: "settings.yaml").environments[.test])
        #expect(test.users.map(\.serials.count) == [2, 0])
    }

    @Test("Another CA is trusted where the settings say so; its files are looked for beside the settings")
    func clientCA() throws {
        let text = Example.text.replacing("    users:\n", with: "\(Self.clientCA)    users:\n")
        let cases = [
            ("settings.yaml", "ca.pem"), ("conf/settings.yaml", "conf/ca.pem"), ("/etc/m2m/s.yaml", "/etc/m2m/ca.pem"),
        ]
        for (file, path) in cases {
            let test = try #require(try Settings.parse(text, file: file).environments[.test])
            #expect(test.clientCA == Settings.ClientCA(file: path, revocationListFile: "/crl/ca.crl"))
        }
    }

    private static let clientCA = "    client-ca: {file: ca.pem, crl: /crl/ca.crl, trust-foreign-ca: true}\n"

    @Test("Each environment has users and serial numbers of its own: the same may stand in both")
    func production() throws {
        let production = """
              production:
                organisations: [{number: 9990000045, name: Banken}]
                users:
                  - {name: demo, serials: [1A], grants: [{organisation: 9990000045, program: VINN, formats: [V10]}]}

            """
        let text = Example.text.replacing("formats:\n", with: "\(production)formats:\n")
        let environments = try Settings.parse(text, file: "settings.yaml").environments
        #expect(Set(environments.keys) == [.test, .production])
        #expect(environments[.production]?.users.map(\.serials.description) == ["[1A]"])
        #expect(environments[.production]?.organisations.count == 1)
    }

    @Test("All mistakes are told at once, one line each, in the order of the lines")
    func allAtOnce() {
        let text = """
            environments:
              test:
                organisations: [{number: 9990000045, name: Banken}]
                users:
                  - name: Demo
                    serials: [XY]
                    grants:
                      - {organisation: 9990000045, program: VIN, formats: [V41]}
            formats:
              - {name: V40, program: VINN, versions: [1]}
            limits: {connections: many}
            processing-dealy: 2s
            """
        #expect {
            try Settings.parse(text, file: "settings.yaml")
        } throws: { error in
            "\(error)" == Self.allMistakes
        }
    }

    private static let allMistakes = """
        settings.yaml:5:15: environments.test.users[0].name: found 'Demo'; allowed: 1 to 64 of a-z, 0-9 and '-'.
        settings.yaml:6:19: environments.test.users[0].serials[0]: found 'XY'; allowed: 1 to 40 hexadecimal digits, \
        not all zero; colons and spaces between them.
        settings.yaml:8:49: environments.test.users[0].grants[0].program: found 'VIN'; allowed: VINN, KRITA. \
        Did you mean 'VINN'?
        settings.yaml:8:64: environments.test.users[0].grants[0].formats[0]: found 'V41'; allowed: V40. \
        Did you mean 'V40'?
        settings.yaml:11:23: limits.connections: found 'many'; allowed: a whole number from 1 to 65536.
        settings.yaml:12:1: found the unknown key 'processing-dealy'; allowed: environments, formats, \
        profile, processing-delay, session, unicode-minus, organisation-check-digit, uploads, validation, answers, \
        journal, limits, tls, certificates. Did you mean 'processing-delay'?
        """

    @Test("A file that is not there is told by its name")
    func missingFile() {
        #expect {
            try Settings.load(path: "/nowhere/settings.yaml")
        } throws: { error in
            "\(error)" == "/nowhere/settings.yaml: found a file that cannot be opened (No such file or directory); "
                + "allowed: a readable YAML file in UTF-8 of at most 1 MiB."
        }
    }
}
