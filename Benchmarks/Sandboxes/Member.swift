import EmulatorTesting

/// One of the sandboxes of a crowd, and what it has delivered.
struct Member: Sendable {
    let sandbox: TestSandbox
    let number: Int
    private(set) var sent: [Sent] = []

    struct Sent: Sendable {
        let id: DeliveryID
        let file: String
        let owner: SandboxName
        let expected: DeliveryStatus
    }

    /// A file that is read in, and one in which validation finds something. Fragments of ten bytes keep both on their way while
    /// others are.
    static func delivering(_ number: Int, to emulator: TestEmulator) async throws -> Member {
        var member = Member(sandbox: try await emulator.makeSandbox(), number: number)
        try await member.send(TestFile(name: "\(number)-good.xml"), .readIn)
        try await member.send(TestFile(Self.wrong, name: "\(number)-wrong.xml"), .stopped)
        // Each by its own length: a clock that moved another's would be seen.
        try await member.sandbox.advance(by: .seconds(3600 + number))
        return member
    }

    private static let wrong = "<Report xmlns=\"http://scb.se/gdb/vinn\" ReferencePeriod=\"not a date\"/>"

    private mutating func send(_ file: TestFile, _ expected: DeliveryStatus) async throws {
        let plan = FragmentPlan(size: file.content.count, fragmentBytes: 40)
        let id = try await self.sandbox.client.deliver(file, plan: plan)
        let history = try await self.sandbox.client.history(id)
        guard history.outcome == .processing else {
            throw BenchmarkFailure("\(file.name) is \(history.status) before its clock was moved")
        }
        self.sent.append(Sent(id: id, file: file.name, owner: self.sandbox.name, expected: expected))
    }

    /// What is not as it must be.
    func findings(strangers all: [Sent]) async throws -> [String] {
        // The nearest: those who were made just after.
        let others = all.filter { $0.owner != self.sandbox.name }
        let strangers = others.dropFirst(2 * self.number % max(others.count, 1)).prefix(2)
        var findings = try await self.answers()
        findings += try await self.seen(of: strangers)
        findings += try await self.journalFindings(lastAsked: strangers.last?.id)
        let kept = try await self.sandbox.deliveries().map(\.id)
        if kept != self.sent.map(\.id) { findings.append("its deliveries are others than those it made: \(kept)") }
        return findings.map { "sandbox \(self.sandbox.name): \($0)" }
    }

    private func answers() async throws -> [String] {
        var findings: [String] = []
        for sent in self.sent {
            let history = try await self.sandbox.client.history(sent.id)
            if history.outcome != sent.expected { findings.append("\(sent.file) is \(history.status)") }
        }
        return findings
    }

    /// What history tells of others' deliveries.
    private func seen(of strangers: some Sequence<Sent>) async throws -> [String] {
        var findings: [String] = []
        for stranger in strangers {
            guard let seen = try await self.seen(stranger.id) else { continue }
            findings.append("sees \(stranger.file) of \(stranger.owner), \(seen.status)")
        }
        return findings
    }

    /// - Returns: `nil` when it is answered as if there were no such delivery.
    private func seen(_ id: DeliveryID) async throws -> DeliveryHistory? {
        do {
            return try await self.sandbox.client.history(id)
        } catch {
            if case .refused(let refusal) = error.kind, refusal.status == 404 { return nil }
            throw error
        }
    }

    private func journalFindings(lastAsked: DeliveryID?) async throws -> [String] {
        try await self.sandbox.awaitEntry(.history(of: lastAsked))
        let entries = try self.sandbox.journalEntries()
        let own = self.sandbox.name.user
        let files = Set(self.sent.map(\.file))
        var findings = entries.filter { $0.user != own }.map {
            "its journal has entry \($0.number) of \($0.user ?? "nobody")"
        }
        let named = Set(entries.compactMap { $0.request?.call?.submission?.fileName })
        if named != files { findings.append("its journal has the files \(named.sorted())") }
        let made = entries.filter { $0.request?.madeDelivery == true }.compactMap { $0.request?.delivery }
        if made != self.sent.map(\.id) {
            findings.append("its journal has other deliveries than those it made: \(made)")
        }
        return findings
    }
}
