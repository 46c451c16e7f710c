import ArgumentParser
import Foundation
import Scenarios

struct ScenarioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario",
        abstract: "Check and explain scenario files, without a server.",
        discussion: "Where a file is asked for, the name of a ready scenario will do: see 'scenario list'.",
        subcommands: [ScenarioCheckCommand.self, ScenarioExplainCommand.self, ScenarioListCommand.self]
    )

    /// Every mistake is told on standard error, one line each.
    static func load(_ sources: [String]) throws -> [Scenario] {
        do {
            return try Scenario.load(sources)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode.failure
        }
    }
}

struct ScenarioCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell every mistake in scenario files; exit code 1 if there is one."
    )

    @Argument(help: "Scenario files, as they would be given to serve.")
    var files: [String]

    func run() throws {
        for (file, scenario) in zip(self.files, try ScenarioCommand.load(self.files)) {
            let rules = scenario.rules.count
            print("\(file): \(scenario.name), \(rules) \(rules == 1 ? "rule" : "rules")")
        }
    }
}

struct ScenarioListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the ready scenarios."
    )

    func run() {
        for ready in ReadyScenario.allCases {
            print(ready.rawValue.padding(toLength: 14, withPad: " ", startingAt: 0) + " " + ready.scenario.description)
        }
    }
}
