import Domain
import Foundation
import Logging
import NIOConcurrencyHelpers
import NIOHTTP1
import Scenarios
import Server
import Testing

@Suite("The same seed and requests give the same run")
struct DeterminismTests {
    /// What may differ between two equal runs (docs/scenarios.md, "Two equal runs").
    private static let volatile: Set<String> = ["peer", "ms"]

    @Test("Two logs and all answers are equal but for the volatile fields; with another seed they are not")
    func seeds() async throws {
        let certificates = try TemporaryFolder()
        defer { certificates.remove() }
        // The first makes the certificates.
        _ = try await self.run(3, certificates.path)
        let runs = [try await self.run(1, certificates.path), try await self.run(1, certificates.path)]
        #expect(runs[0].answers == runs[1].answers)
        #expect(runs[0].log == runs[1].log)
        #expect(runs[0].log.contains { $0.contains("injected") })
        #expect(runs[0].log.count > 40)
        let other = try await self.run(2, certificates.path)
        #expect(other.answers != runs[0].answers)
        #expect(other.log != runs[0].log)
    }

    /// Delivers files one after the other over a bad network, trying each call until it gets through.
    private func run(_ seed: UInt64, _ certificates: String) async throws -> (answers: [String], log: [String]) {
        let log = NIOLockedValueBox<[String]>([])
        let configure: @Sendable (inout ServeOptions) -> Void = { options in
            options.seed = Seed(seed)
            options.scenarios = [ReadyScenario.flakyNetwork.scenario, ReadyScenario.triggers.scenario]
                .map { $0.withoutStalls }
        }
        let logger = Logger(label: "test", factory: { _ in RunLog(lines: log, volatile: Self.volatile) })
        let clock = ControllableClock(startingAt: Date(timeIntervalSince1970: 1_790_000_000), isFrozen: true)
        let answers = try await withEmulator(
            certificates: certificates,
            clock: clock,
            logger: logger,
            configure: configure
        ) { test in
            try await test.withClient { client in
                var answers: [String] = []
                for number in 1...10 {
                    let cookie = try await Self.insist(&answers) { try await client.heartbeat() }.cookie
                    let name = "\(number)\(number.isMultiple(of: 3) ? "_systemfel" : "").xml"
                    let address = FileAddress(name: name)
                    for (index, text) in [("0", SampleText.report), ("-1", "")] {
                        _ = try await Self.insist(&answers) {
                            try await client.upload(index, text, cookie: cookie, to: address)
                        }
                    }
                    await test.emulator.validationsSettled()
                    test.clock.advance(by: 1)
                }
                return answers
            }
        }
        // Validation ends when it ends; all that is told of requests is in their order.
        let lines = log.withLockedValue { $0 }
        let isOfValidation: (String) -> Bool = { $0.contains("was validated") }
        return (answers, lines.filter { !isOfValidation($0) } + lines.filter(isOfValidation).sorted())
    }

    private static func insist(
        _ answers: inout [String],
        _ call: () async throws -> M2MClient.Answer
    ) async throws -> M2MClient.Answer {
        for _ in 1...20 {
            do {
                let answer = try await call()
                let headers = answer.headers.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
                answers.append("\(answer.status) \(headers) \(answer.body)")
                if answer.status == 200 { return answer }
            } catch {
                answers.append("broken")
            }
        }
        throw CocoaError(.coderValueNotFound)
    }
}

extension Scenario {
    /// Its stalls take real time.
    fileprivate var withoutStalls: Scenario {
        guard let ready = ReadyScenario(rawValue: self.name) else { return self }
        let text = ready.text.replacingOccurrences(of: "stall: 10s", with: "stall: 1ms")
        return (try? Scenario.parse(text, file: self.name)) ?? self
    }
}

private struct RunLog: LogHandler {
    let lines: NIOLockedValueBox<[String]>
    let volatile: Set<String>
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = self.metadata.merging(event.metadata ?? [:]) { $1 }
        let kept = all.filter { !self.volatile.contains($0.key) }.sorted { $0.key < $1.key }
        let text = "\(event.level) \(event.message) " + kept.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        self.lines.withLockedValue { $0.append(text) }
    }
}
