public import Scenarios
import Server

// What is done to requests (docs/scenarios.md).
extension Controlled {
    /// Plays a scenario besides those that are played; its rules are asked first.
    ///
    /// - Parameter yaml: a whole scenario, `scenario:` and `rules:`.
    /// - Returns: its name, for ``stopPlaying(_:)``.
    /// - Throws: `ScenarioError` with every mistake and its place; `ControlError` when one of that name is played.
    @discardableResult
    public func play(_ yaml: String) async throws -> String {
        let scenario = try Scenario.parse(yaml, file: "scenario")
        try await self.scope.addScenario(scenario)
        return scenario.name
    }

    /// Plays one of the scenarios that come with the emulator.
    ///
    /// - Throws: `ControlError` when it is played already.
    public func play(_ scenario: ReadyScenario) async throws { try await self.scope.addScenario(scenario.scenario) }

    /// Plays a scenario no more.
    ///
    /// - Throws: `ControlError` when none of that name is played.
    public func stopPlaying(_ name: String) async throws { try await self.scope.removeScenario(name) }

    /// Plays nothing, not even what the names of files ask for.
    public func stopPlaying() async throws { try await self.scope.replaceScenarios([]) }
}
