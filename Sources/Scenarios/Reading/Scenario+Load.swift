public import YAMLReading

/// Every mistake in scenario files, one line each: file, line, column, key, what was found and what is allowed.
public typealias ScenarioError = YAMLFileError

extension Scenario {
    /// Reads scenarios in the order given.
    ///
    /// - Parameter sources: each the path of a file, or the name of a ready scenario, see ``ReadyScenario``. Blocks while
    ///   it reads.
    /// - Throws: every mistake in all of them; two scenarios of one name are a mistake. Then none is taken.
    public static func load(_ sources: [String]) throws(ScenarioError) -> [Scenario] {
        var scenarios: [Scenario] = []
        var mistakes: [Mistake] = []
        var places: [String: String] = [:]
        for source in sources {
            do {
                let scenario = try self.load(source)
                if let first = places[scenario.name] {
                    mistakes.append(self.mistake(in: source, repeating: scenario.name, after: first))
                }
                places[scenario.name] = places[scenario.name] ?? source
                scenarios.append(scenario)
            } catch {
                mistakes += error.mistakes
            }
        }
        guard mistakes.isEmpty else { throw ScenarioError(mistakes) }
        return scenarios
    }

    /// Reads one scenario.
    ///
    /// - Parameter source: the path of a file, or the name of a ready scenario, see ``ReadyScenario``. Blocks while it
    ///   reads.
    /// - Throws: every mistake in it.
    public static func load(_ source: String) throws(ScenarioError) -> Scenario {
        if let ready = ReadyScenario(rawValue: source) { return ready.scenario }
        let text: String
        do {
            text = try YAMLFile.text(path: source)
        } catch {
            throw ScenarioError(error.mistakes.map { $0.orReadyScenario })
        }
        return try self.parse(text, file: source)
    }

    /// Reads a scenario from the text of a file.
    ///
    /// - Parameter file: its name, for the messages.
    public static func parse(_ text: String, file: String) throws(ScenarioError) -> Scenario {
        var scenario = try YAMLFile.read(text, file: file) { Self.read($0) }
        scenario.text = text
        return scenario
    }

    private static func mistake(in source: String, repeating name: String, after first: String) -> Mistake {
        let found = "'\(name)' again, after \(first)"
        return Mistake(file: source, position: nil, path: "scenario", found: found, allowed: "each scenario once")
    }
}

extension Mistake {
    /// Who names no file may have meant a ready scenario.
    fileprivate var orReadyScenario: Mistake {
        let names = ReadyScenario.allCases.map(\.rawValue)
        return Mistake(
            file: self.file,
            position: self.position,
            path: self.path,
            found: self.found,
            allowed: "\(self.allowed), or a ready scenario: \(names.joined(separator: ", "))",
            suggestion: Spelling.suggestion(for: self.file, among: names)
        )
    }
}
