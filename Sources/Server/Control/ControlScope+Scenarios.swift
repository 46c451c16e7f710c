import Domain
import Foundation
public import Scenarios

// What is played in a scope (docs/scenarios.md). A change holds from the next request on; a rule that stays goes on
// counting.
extension ControlScope {
    private var engine: ScenarioEngine { self.environment.stage.play(to: self.user?.name).engine }

    /// In the order in which their rules are asked.
    public var scenarios: [Scenario] { self.engine.scenarios }

    /// - Parameter scenarios: each name once.
    /// - Throws: ``ControlError``, `scenario-exists`.
    public func replaceScenarios(_ scenarios: [Scenario]) async throws {
        try await self.change { present in
            var names: Set<String> = []
            for scenario in scenarios where !names.insert(scenario.name).inserted {
                throw ControlError.scenarioExists(scenario.name)
            }
            present = scenarios
        }
    }

    /// Its rules are asked before those that are there.
    ///
    /// - Throws: ``ControlError``, `scenario-exists`.
    public func addScenario(_ scenario: Scenario) async throws { try await self.addScenarios([scenario]) }

    /// All of them or none; their rules are asked before those that are there.
    ///
    /// - Throws: ``ControlError``, `scenario-exists`.
    public func addScenarios(_ scenarios: [Scenario]) async throws {
        try await self.change { present in
            var names = Set(present.map(\.name))
            for scenario in scenarios where !names.insert(scenario.name).inserted {
                throw ControlError.scenarioExists(scenario.name)
            }
            present.insert(contentsOf: scenarios, at: 0)
        }
    }

    /// - Throws: ``ControlError``, `scenario-unknown`.
    public func removeScenario(_ name: String) async throws {
        try await self.change { present in
            guard let index = present.firstIndex(where: { $0.name == name }) else {
                throw ControlError.noSuchScenario(name, known: present.map(\.name))
            }
            present.remove(at: index)
        }
    }

    private func change(_ body: @Sendable (inout [Scenario]) throws -> Void) async throws {
        let turn = self.sandbox?.turn ?? self.emulator.turn
        try await turn.take {
            try self.requireLife()
            var scenarios = self.scenarios
            try body(&scenarios)
            self.engine.replace(scenarios)
        }
    }
}
