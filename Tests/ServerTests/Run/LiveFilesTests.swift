import Domain
import Foundation
import Logging
import PKI
import Pipeline
import Scenarios
import Settings
import TLS
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(5))) struct LiveFilesTests {
    @Test(
        "A revocation list that goes, or is stale, is told once with what it means",
        arguments: [
            (.warn, "Certificates are accepted all the same (certificates.revocation-list: warn)."),
            (.require, "Every call of its certificates is answered 503 (certificates.revocation-list: require)."),
        ] as [(Settings.RevocationListRule, String)]
    )
    func faults(rule: Settings.RevocationListRule, consequence: String) async throws {
        try await self.withParts(rule) { parts, log in
            let held = try #require(parts.certificates.environments[.test])
            let issuer = held.clientAuthority.authority.certificate.facts.subject
            let files = try Self.files(parts, held)
            files.check()
            #expect(log.take() == [])
            try FileManager.default.removeItem(atPath: held.revocationListPath)
            files.check()
            files.check()
            let path = held.revocationListPath
            #expect(
                log.take() == [
                    "notice '\(path)' is gone, and that was taken up: nothing is known to be revoked",
                    "warning There is no revocation list of '\(issuer)'. \(consequence)",
                ]
            )
            try "{\"certificates\":[]}".write(toFile: held.registerPath, atomically: true, encoding: .utf8)
            files.check()
            #expect(
                log.take() == [
                    "notice '\(held.registerPath)' has changed, and that was taken up: issued certificates: 0"
                ]
            )
            let now = parts.clocks.now
            let stale = try SignedRevocationList.sign(
                [:],
                number: 1000,
                thisUpdate: now - 60,
                nextUpdate: now - 1,
                by: held.clientAuthority.authority
            )
            try stale.pem().write(toFile: path, atomically: true, encoding: .utf8)
            files.check()
            let lines = log.take()
            #expect(
                lines.first
                    == "notice '\(path)' has changed, and that was taken up: revoked certificates: 0, next list due "
                    + (now - 1).formatted(.iso8601)
            )
            #expect(lines.last?.hasPrefix("warning The revocation list of '\(issuer)' is stale: ") == true, "\(lines)")
            #expect(lines.last?.hasSuffix(consequence) == true, "\(lines)")
            #expect(lines.count == 2)
        }
    }

    @Test("A changed scenario is played as soon as it is whole, and until then the one before it")
    func scenarios() async throws {
        let folder = try DataFolder(path: nil)
        defer { folder.removeIfTemporary() }
        let path = "\(folder.path)/my.yaml"
        func write(_ scenario: String) throws {
            let text = "scenario: \(scenario)\nrules: [{name: r, then: {delay: 1ms}}]"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        try write("first")
        let sources = [path, "triggers"]
        try await self.withParts(.warn, scenarios: sources) { parts, log in
            let held = try #require(parts.certificates.environments[.test])
            let engine = ScenarioEngine(parts.scenarios, seed: parts.seed)
            let files = try Self.files(parts, held, engine)
            files.check()
            #expect(log.take() == [])
            try write("second")
            files.check()
            #expect(engine.scenarios.map(\.name) == ["second", "triggers"])
            #expect(
                log.take() == ["notice '\(path)' has changed, and that was taken up: scenarios: second, triggers"]
            )
            for wrong in ["not a name", "triggers"] {
                try write(wrong)
                files.check()
                files.check()
                #expect(engine.scenarios.map(\.name) == ["second", "triggers"])
                let lines = log.take()
                let start = "error '\(path)' cannot be taken up, the scenarios that were played before stay in force: "
                #expect(lines.count == 1 && lines[0].hasPrefix(start), "\(lines)")
            }
            try FileManager.default.removeItem(atPath: path)
            files.check()
            #expect(engine.scenarios.map(\.name) == ["second", "triggers"])
            try write("third")
            files.check()
            #expect(engine.scenarios.map(\.name) == ["third", "triggers"])
        }
    }

    private static func files(_ parts: SharedParts, _ held: EnvironmentCertificates, _ engine: ScenarioEngine? = nil)
        throws -> LiveFiles
    {
        try LiveFiles(
            register: held.registerPath,
            of: ReporterDirectory(environment: .test, users: []),
            lists: parts.clientTrust(of: .test).revocationLists,
            engine: engine ?? ScenarioEngine([], seed: parts.seed),
            parts,
            logger: parts.logger
        )
    }

    private func withParts(
        _ rule: Settings.RevocationListRule,
        scenarios: [String] = [],
        _ body: (SharedParts, LogLines) throws -> Void
    ) async throws {
        let (folder, log) = (try DataFolder(path: nil), LogLines())
        defer { folder.removeIfTemporary() }
        var options = ServeOptions(settings: .default)
        options.settings.certificates.revocationList = rule
        options.certificatesFolder = "\(folder.path)/certs"
        options.dataFolder = nil
        options.scenarioSources = scenarios
        options.scenarios = try Scenario.load(scenarios)
        let parts = try SharedParts.make(
            options,
            clocks: .standing,
            logger: log.logger
        )
        _ = log.take()
        let checked = Result { try body(parts, log) }
        try await parts.release()
        try checked.get()
    }
}
