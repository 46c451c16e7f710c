import ArgumentParser
import EmulatorTesting
import Foundation

struct OnceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "once",
        abstract:
            "A whole test: start, sandbox, delivery, Inläst on a moved clock, stop. The first also makes certificates."
    )

    @Option(help: "How often, one after the other in this process.")
    var times = 2

    func run() async throws {
        var milliseconds: [Double] = []
        for _ in 0..<self.times {
            let start = ContinuousClock.now
            try await withEmulator { emulator in
                let sandbox = try await emulator.makeSandbox()
                let id = try await sandbox.client.deliver()
                try await sandbox.advance(by: .seconds(2))
                let history = try await sandbox.client.history(id)
                guard history.outcome == .readIn else { throw BenchmarkFailure("\(id) is \(history.status)") }
            }
            milliseconds.append((ContinuousClock.now - start) / .milliseconds(1))
        }
        try Report.write(["milliseconds": milliseconds])
    }
}

/// An answer was not as expected: there is nothing to measure.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

enum Report {
    static func write(_ report: some Encodable) throws {
        print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    }
}
