import ArgumentParser
import Foundation
import Scenarios
import Server

/// What the command line says of scenarios and of chance (docs/scenarios.md).
struct ScenarioOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            A scenario file, or the name of a ready scenario (see 'scenario list'). May be given several times; the \
            rules of the first are asked first. A file that is changed is taken up while the emulator runs.
            """,
            valueName: "file"
        )
    )
    var scenario: [String] = []

    @Flag(
        inversion: .prefixedNo,
        help: "Play outcomes that a file's name asks for, such as '_systemfel' (the ready scenario 'triggers')."
    )
    var triggers = true

    @Option(
        help: ArgumentHelp(
            """
            What all chance and all ids of the run follow from, 1 to 16 hexadecimal digits: the same seed and the same \
            requests give the same run. (default: any, told at start)
            """,
            valueName: "seed"
        ),
        transform: Self.seed
    )
    var seed: Seed?

    private static func seed(_ text: String) throws -> Seed {
        guard let seed = Seed(text) else {
            throw ValidationError("--seed is '\(text)'; allowed: 1 to 16 hexadecimal digits, such as 5CB1.")
        }
        return seed
    }

    /// - Throws: every mistake in the files.
    func apply(to options: inout ServeOptions) throws {
        let triggers = ReadyScenario.triggers.scenario
        options.scenarios = try Scenario.load(self.scenario)
        options.scenarioSources = self.scenario
        // Whoever names the triggers says with it when they are asked; a changed copy of them takes their place.
        if self.triggers, !options.scenarios.contains(where: { $0.name == triggers.name }) {
            options.scenarios.append(triggers)
            options.scenarioSources.append(ReadyScenario.triggers.rawValue)
        }
        if let seed { options.seed = seed }
    }
}
