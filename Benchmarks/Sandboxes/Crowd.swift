import EmulatorTesting

/// One run: all sandboxes deliver at once, and only then look at what there is to be seen, all at once again.
struct Crowd: Sendable {
    private(set) var deliveries = 0
    private(set) var failures: [String] = []

    static func run(_ count: Int) async throws -> Crowd {
        var options = EmulatorOptions()
        options.settings.limits.sandboxes = max(count, options.settings.limits.sandboxes)
        return try await withEmulator(options) { emulator in
            var crowd = Crowd()
            let members = await crowd.each(of: Array(0..<count)) { try await Member.delivering($0, to: emulator) }
            let all = members.flatMap(\.sent)
            crowd.deliveries = all.count
            crowd.check(all.count == Set(all.map(\.id)).count, "an id was given twice")
            let findings = await crowd.each(of: members) { try await $0.findings(strangers: all) }
            crowd.failures += findings.flatMap { $0 }
            crowd.failures += try await Self.commonFindings(emulator)
            return crowd
        }
    }

    /// Nothing of a sandbox is to be seen by the users of the settings.
    private static func commonFindings(_ emulator: TestEmulator) async throws -> [String] {
        let entries = try emulator.journalEntries()
        let deliveries = try await emulator.deliveries()
        return (entries.isEmpty ? [] : ["\(entries.count) entries of sandboxes are in the environment's journal"])
            + (deliveries.isEmpty ? [] : ["\(deliveries.count) deliveries of sandboxes are among the environment's"])
    }

    private mutating func check(_ isWell: Bool, _ failure: String) {
        if !isWell { self.failures.append(failure) }
    }

    /// Does it for all at once; one that fails is told and keeps no other.
    private mutating func each<Item: Sendable, Value: Sendable>(
        of items: [Item],
        _ body: @escaping @Sendable (Item) async throws -> Value
    ) async -> [Value] {
        let results = await withTaskGroup(of: Result<Value, BenchmarkFailure>.self) { group in
            for item in items {
                group.addTask {
                    do { return .success(try await body(item)) } catch { return .failure(BenchmarkFailure("\(error)")) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var values: [Value] = []
        for result in results {
            switch result {
            case .success(let value): values.append(value)
            case .failure(let failure): self.failures.append(failure.description)
            }
        }
        return values
    }
}
