public import ArgumentParser
import Domain
public import Scenarios

struct ScenarioExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say which rules match a request and what would happen to it.",
        discussion: """
            What is left out is not known, and a rule that asks for it does not match. The answer is for the first \
            failure of an upload: max-faults-in-a-row is not counted.
            """
    )

    @Argument(help: "Scenario files, in the order in which they would be given to serve.")
    var files: [String]

    @Option(help: "test or production.")
    var environment = EnvironmentName.test

    @Option(help: "heartbeat, upload or history.")
    var endpoint = Endpoint.upload

    @Option(help: "The user's name.")
    var user: String?

    @Option(
        help: "The organisation's ten digits.",
        transform: Self.reading("ten digits") { OrganisationNumber($0) }
    )
    var organisation: OrganisationNumber?

    @Option(
        help: "VINN or KRITA.",
        transform: Self.reading("VINN or KRITA") { StatisticalProgram(caseInsensitive: $0) }
    )
    var program: StatisticalProgram?

    @Option(help: "The file format's name.")
    var format: String?

    @Option(help: "The schema version.")
    var version: String?

    @Option(
        help: "The reference period, YYYY-MM-DD.",
        transform: Self.reading("a date, YYYY-MM-DD") { ReferencePeriod($0) }
    )
    var period: ReferencePeriod?

    @Option(help: "The file's name.")
    var fileName: String?

    @Option(
        parsing: .unconditional,
        help: "The fragment's index, -1 for the last. (default: -1 for an upload)",
        transform: Self.reading("an integer from -1") { FragmentIndex($0) }
    )
    var fragment: FragmentIndex?

    @Option(help: "The request's number among those that a rule counts.")
    var occurrence = 1

    @Option(
        help: "For the scenarios that name none: 1 to 16 hexadecimal digits.",
        transform: Self.reading("1 to 16 hexadecimal digits") { Seed($0) }
    )
    var seed = Seed(0)

    func validate() throws {
        guard self.occurrence > 0 else { throw ValidationError("--occurrence is \(self.occurrence); allowed: from 1.") }
    }

    func run() throws {
        let scenarios = try ScenarioCommand.load(self.files)
        var facts = RequestFacts(environment: self.environment, endpoint: self.endpoint, user: self.user)
        facts.file.organisation = self.organisation
        facts.file.program = self.program
        facts.file.format = self.format.map { FileFormatName($0) }
        facts.file.version = self.version
        facts.file.period = self.period
        facts.file.name = self.fileName
        facts.fragment = self.endpoint == .upload ? self.fragment ?? .closing : nil
        print(ScenarioExplanation(scenarios, facts: facts, occurrence: self.occurrence, seed: self.seed))
    }

    /// - Parameter allowed: follows the parser's own words, which name the option and the value.
    private static func reading<Value>(
        _ allowed: String,
        parse: @escaping @Sendable (String) -> Value?
    ) -> @Sendable (String) throws -> Value {
        { text in
            guard let value = parse(text) else { throw ValidationError("allowed: \(allowed).") }
            return value
        }
    }
}

extension Endpoint: ExpressibleByArgument {}
