import ArgumentParser
import EmulatorTesting
import Foundation

struct CrowdCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crowd",
        abstract: "Sandboxes that deliver at once, and whether any of them sees anything of another."
    )

    @Option(help: "How many sandboxes at once.")
    var sandboxes = 100

    @Option(help: "How many runs, each with an emulator of its own.")
    var runs = 1

    private struct Outcome: Encodable {
        var seconds: [Double] = []
        var deliveries = 0
        /// What was not as it must be; empty when all was well.
        var failures: [String] = []
    }

    func run() async throws {
        var outcome = Outcome()
        for number in 1...max(1, self.runs) {
            let start = ContinuousClock.now
            let crowd = try await Crowd.run(self.sandboxes)
            outcome.seconds.append((ContinuousClock.now - start) / .seconds(1))
            outcome.deliveries += crowd.deliveries
            outcome.failures += crowd.failures.map { "run \(number): \($0)" }
        }
        try Report.write(outcome)
        guard outcome.failures.isEmpty else { throw ExitCode.failure }
    }
}
