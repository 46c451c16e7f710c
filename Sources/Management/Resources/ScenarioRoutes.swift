import Foundation
import Hummingbird
import Scenarios
import Server
import YAMLReading

/// What is played in a scope.
enum ScenarioRoutes {
    static let scoped = [
        ScopeRoute(.get, "/scenarios") { _, scope in .json(ScenarioList(scope.scenarios)) },
        ScopeRoute(.put, "/scenarios") { call, scope in
            try await scope.replaceScenarios(call.scenarios())
            return .json(ScenarioList(scope.scenarios))
        },
        ScopeRoute(.post, "/scenarios") { call, scope in
            try await scope.addScenarios(call.scenarios())
            return .json(ScenarioList(scope.scenarios), status: .created)
        },
        ScopeRoute(.delete, "/scenarios/{name}") { call, scope in
            try await scope.removeScenario(call.path("name"))
            return .noContent
        },
    ]
}

private struct ScenarioList: Encodable {
    let scenarios: [Item]

    struct Item: Encodable {
        let name: String
        let description: String
        let rules: [String]
        /// The YAML text that says all this.
        let text: String
    }

    init(_ scenarios: [Scenario]) {
        self.scenarios = scenarios.map {
            Item(name: $0.name, description: $0.description, rules: $0.rules.map(\.name), text: $0.text)
        }
    }
}

extension ControlCall {
    /// The scenarios of the body: one as YAML, or several in a JSON object.
    fileprivate func scenarios() async throws -> [Scenario] {
        guard let content = try await self.content([.yaml, .text, .json]) else { return [] }
        switch content.type {
        case .json: return try self.json(content.bytes) { Self.scenarios($0) }
        case .yaml, .text:
            guard let text = String(validating: content.bytes, as: UTF8.self) else { throw ControlProblem.bodyNotText }
            let mistakes = MistakeCollection()
            let scenario = ScenarioText.read(text, pointer: "", mistakes)
            try mistakes.check()
            return scenario.map { [$0] } ?? []
        }
    }

    private static func scenarios(_ body: ValueReader) -> [Scenario]? {
        body.object(["scenarios"])?.required("scenarios", "a list of YAML texts or names of ready scenarios") {
            $0.list(0...100) { $0.scenario() }
        }
    }
}

extension ValueReader {
    /// A scenario: its YAML text, or the name of a ready one.
    func scenario() -> Scenario? {
        guard case .text(let text) = self.value else {
            return self.refuse("a text: the YAML of a scenario, or the name of a ready one")
        }
        return ScenarioText.read(text, pointer: self.pointer, self.mistakes)
    }
}

/// Reads a scenario out of a body.
private enum ScenarioText {
    static func read(_ text: String, pointer: String, _ mistakes: MistakeCollection) -> Scenario? {
        let ready = ReadyScenario.allCases.map(\.rawValue)
        if let scenario = ReadyScenario(rawValue: text)?.scenario { return scenario }
        do {
            return try Scenario.parse(text, file: "body")
        } catch {
            // A line without a colon is no YAML of ours: a name was meant.
            let isName = !text.contains(":") && !text.contains("\n")
            for mistake in error.mistakes {
                mistakes.add(
                    FieldMistake(
                        .text(
                            pointer: pointer,
                            line: mistake.position?.line,
                            column: mistake.position?.column,
                            key: mistake.path
                        ),
                        found: mistake.found,
                        allowed: isName
                            ? "the YAML of a scenario, or a ready one: \(ready.joined(separator: ", "))"
                            : mistake.allowed,
                        suggestion: isName ? Spelling.suggestion(for: text, among: ready) : mistake.suggestion
                    )
                )
            }
            return nil
        }
    }
}
