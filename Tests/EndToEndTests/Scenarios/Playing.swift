import Domain
import Foundation
import NIOHTTP1
import Scenarios
import Server

/// Runs `body` against an emulator that plays the rules, and nothing else, on a clock that the test moves.
///
/// - Parameter rules: the items of a scenario's `rules`, each in YAML's flow style.
func playing<Value>(
    _ rules: String...,
    limit: String = "unlimited",
    _ body: (EmulatorUnderTest) async throws -> Value
) async throws -> Value {
    let scenarios = rules.isEmpty ? [] : [try Scenario.playing(rules, limit: limit)]
    return try await withEmulator(configure: { $0.scenarios = scenarios }, body)
}

/// Runs `body` against an emulator that plays a ready scenario, and nothing else.
func playing<Value>(_ ready: ReadyScenario, _ body: (EmulatorUnderTest) async throws -> Value) async throws -> Value {
    try await withEmulator(configure: { $0.scenarios = [ready.scenario] }, body)
}

extension Scenario {
    /// A scenario named `test`.
    static func playing(_ rules: [String], limit: String = "unlimited") throws -> Scenario {
        let text = "scenario: test\nmax-faults-in-a-row: \(limit)\nrules:\n" + rules.map { "  - \($0)\n" }.joined()
        return try Scenario.parse(text, file: "test.yaml")
    }
}

extension M2MClient {
    /// A file as a lone -1 in a session of its own.
    func deliver(_ name: String, program: String = "VINN", format: String = "V40") async throws -> Answer {
        let address = FileAddress(program: program, format: format, name: name)
        return try await self.upload("-1", SampleText.report, cookie: try await self.heartbeat().cookie, to: address)
    }

    /// Whether the call's connection broke instead of giving an answer.
    func breaks(_ call: (M2MClient) async throws -> Answer) async -> Bool {
        do {
            _ = try await call(self)
            return false
        } catch {
            return true
        }
    }
}
