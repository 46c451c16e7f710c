import Domain
import Foundation
import NIOSSL
import PKI
import Pipeline
import Scenarios
import Server
import Settings
import Testing

@Suite("Sandboxes: the certificate is the tenant")
struct SandboxTests {
    private static func name(_ text: String) throws -> SandboxName { try #require(SandboxName(text)) }

    @Test("A sandbox delivers with its own certificate, and is told what it may report")
    func delivers() async throws {
        try await withEmulator { test in
            let sandbox = try await test.emulator.test.sandboxes.make()
            #expect(sandbox.name.text == "s1")
            #expect(sandbox.grants == test.emulator.test.reporters.flatMap(\.user.grants))
            try await test.withClient(sandbox) { client in
                let id = try await client.deliver()
                #expect(try await client.history(id).statusText == "Bearbetar")
                try await test.scope(sandbox).advance(by: .seconds(2))
                #expect(try await client.history(id).statusText == "Inläst")
            }
        }
    }

    @Test("Nobody sees another's deliveries: neither sandboxes each other's, nor users theirs, nor they the users'")
    func visibility() async throws {
        try await withEmulator { test in
            let (first, second) = (try await test.makeSandbox(), try await test.makeSandbox())
            let ids = [
                try await test.withClient { try await $0.deliver() },
                try await test.withClient(first) { try await $0.deliver() },
                try await test.withClient(second) { try await $0.deliver() },
            ]
            let seen = [
                try await test.withClient { client in try await client.seen(ids) },
                try await test.withClient(first) { client in try await client.seen(ids) },
                try await test.withClient(second) { client in try await client.seen(ids) },
            ]
            #expect(seen == [[ids[0]], [ids[1]], [ids[2]]])
        }
    }

    @Test("An upload under way is nobody else's to ask about")
    func uploadUnderWay() async throws {
        try await withEmulator { test in
            let sandbox = try await test.makeSandbox()
            let id = try await test.withClient(sandbox) { client in
                let cookie = try await client.heartbeat().cookie
                return try await client.upload("0", "<Report>", cookie: cookie).deliveryID
            }
            #expect(try await test.withClient(sandbox) { try await $0.history(id).status } == 200)
            #expect(try await test.withClient { try await $0.history(id).status } == 404)
        }
    }

    @Test("A sandbox's clock is its own, from the time of the one for all on")
    func clocks() async throws {
        try await withEmulator { test in
            let (first, second) = (try await test.makeSandbox(), try await test.makeSandbox())
            let start = test.clock.now
            try await test.scope(first).advance(by: .seconds(3600))
            try await test.emulator.advance(by: .seconds(60))
            let times = [try test.scope(first).now, try test.scope(second).now, try test.emulator.now()]
            #expect(times == [start + 3600, start, start + 60])
            _ = try await test.withClient { try await $0.heartbeat() }
            // The session that then ends is another user's.
            let events = try await test.scope(second).advanceToNextEvent()
            #expect(events.first?.text.hasPrefix("the revocation list of") == true)
        }
    }

    @Test("A sandbox's scenarios are its own; a rule for it is none for the others")
    func scenarios() async throws {
        try await withEmulator { test in
            let closed = try Scenario.parse(Self.closed, file: "closed.yaml")
            let (first, second) = (
                try await test.makeSandbox(SandboxOrder(scenarios: [closed])), try await test.makeSandbox()
            )
            #expect(try await test.withClient(first) { try await $0.heartbeat().status } == 503)
            #expect(try await test.withClient(second) { try await $0.heartbeat().status } == 200)
            #expect(try await test.withClient { try await $0.heartbeat().status } == 200)
            let own = try test.scope(first)
            #expect(own.scenarios.map(\.name) == ["closed", "triggers"])
            try await own.removeScenario("closed")
            #expect(try await test.withClient(first) { try await $0.heartbeat().status } == 200)
            try await test.scope(second).addScenario(closed)
            #expect(try await test.withClient(second) { try await $0.heartbeat().status } == 503)
            let played = try test.scope(second).scenarios
            #expect(played.map(\.name) == ["closed", "triggers"])
        }
    }

    private static let closed = """
        scenario: closed
        rules:
          - name: all
            then:
              answer: {status: 503, code: closed}
        """

    @Test("Maintenance that a sandbox's rule begins closes the environment to that sandbox alone")
    func maintenance() async throws {
        try await withEmulator { test in
            let maintenance = try Scenario.load(["maintenance"])
            let sandbox = try await test.makeSandbox(SandboxOrder(scenarios: maintenance))
            let code = try await test.withClient(sandbox) { client in
                _ = try await client.deliver()
                _ = try await client.deliver()
                let cookie = try await client.heartbeat().cookie
                return try await client.upload("-1", SampleText.report, cookie: cookie).code
            }
            #expect(code == "maintenance")
            let id = try await test.withClient { try await $0.deliver() }
            #expect(try test.storedFiles.contains(id))
        }
    }

    @Test("Two runs with one seed and one name give the same ids; another seed others")
    func seeds() async throws {
        func ids(_ seed: UInt64) async throws -> [String] {
            try await withEmulator { test in
                // What others do before it changes nothing.
                _ = try await test.withClient { try await $0.deliver() }
                let order = SandboxOrder(name: try Self.name("nightly"), seed: Seed(seed))
                return try await test.withClient(try await test.makeSandbox(order)) { client in
                    [try await client.deliver(), try await client.deliver()]
                }
            }
        }
        let (first, again, other) = (try await ids(7), try await ids(7), try await ids(8))
        #expect(first == again)
        #expect(Set(first + other).count == 4)
    }

    @Test("Two sandboxes with one seed at once have ids of their own")
    func sameSeed() async throws {
        try await withEmulator { test in
            let order = SandboxOrder(seed: Seed(7))
            let (first, second) = (try await test.makeSandbox(order), try await test.makeSandbox(order))
            let ids = [
                try await test.withClient(first) { try await $0.deliver() },
                try await test.withClient(second) { try await $0.deliver() },
            ]
            #expect(Set(ids).count == 2)
        }
    }

    @Test("A deleted sandbox is gone with everything of it: its certificate stands for nobody, its files are removed")
    func deletion() async throws {
        try await withEmulator { test in
            let kept = try await test.withClient { try await $0.deliver() }
            let sandbox = try await test.makeSandbox(SandboxOrder(name: try Self.name("short")))
            try await test.withClient(sandbox) { client in
                let cookie = try await client.heartbeat().cookie
                let id = try await client.deliver()
                _ = try await client.upload("0", "<Report>", cookie: cookie)
                #expect(try test.storedFiles.count == 3)
                try await test.emulator.test.sandboxes.remove(sandbox.name)
                // On the connection that is open as well.
                #expect(try await client.history(id).code == "certificate-unmapped")
                #expect(try await client.heartbeat().code == "certificate-unmapped")
            }
            #expect(try test.storedFiles == [kept])
            #expect(test.emulator.test.sandboxes.all.isEmpty)
            let again = try await test.makeSandbox(SandboxOrder(name: try Self.name("short")))
            let id = try await test.withClient(again) { try await $0.deliver() }
            #expect(try test.storedFiles.contains(id))
            #expect(try await test.withClient(sandbox) { try await $0.heartbeat().code } == "certificate-unmapped")
        }
    }

    @Test("A reset sandbox is as it was made: nothing sent, the first scenarios, the first certificate, the first ids")
    func reset() async throws {
        try await withEmulator { test in
            let sandbox = try await test.makeSandbox(SandboxOrder(seed: Seed(1)))
            let scope = try test.scope(sandbox)
            let first = try await test.withClient(sandbox) { try await $0.deliver() }
            let later = try #require(try await scope.issueCertificate())
            try await scope.replaceScenarios([])
            try await scope.advance(by: .seconds(60))
            let serial = try #require(sandbox.certificates.first?.certificate.facts.serial)
            try scope.revokeCertificate(serial)
            #expect(try await test.withClient(sandbox) { try await $0.heartbeat().code } == "certificate-revoked")
            try await scope.reset()
            #expect(try test.storedFiles == [])
            #expect(scope.scenarios.map(\.name) == ["triggers"])
            let times = [scope.now, test.clock.now]
            #expect(times[0] == times[1])
            #expect(try await test.withClient(sandbox) { try await $0.deliver() } == first)
            #expect(try await test.withClient(later) { try await $0.heartbeat().code } == "certificate-unmapped")
        }
    }

    @Test("The reset of everything ends sandboxes, deliveries and what was done to the clock")
    func resetOfAll() async throws {
        try await withEmulator(production: true) { test in
            let start = test.clock.now
            _ = try await test.withClient { try await $0.deliver() }
            let sandbox = try await test.makeSandbox()
            _ = try await test.withClient(sandbox) { try await $0.deliver() }
            try await test.emulator.advance(by: .seconds(100))
            try await test.emulator.reset()
            #expect(try test.storedFiles == [])
            #expect(test.emulator.test.sandboxes.all.isEmpty)
            #expect(test.clock.now == start)
            let id = try await test.withClient { try await $0.deliver() }
            #expect(try test.storedFiles.contains(id))
        }
    }

    @Test("A certificate that a scenario revoked is good again after a reset; a sandbox's revoked one stays so")
    func revocationsAfterReset() async throws {
        let revoking =
            "{name: r, when: {endpoint: heartbeat, user: demo, occurrence: 1}, then: {event: revoke-certificate}}"
        let scenario = try Scenario.parse("scenario: s\nrules: [\(revoking)]", file: "s.yaml")
        let played: @Sendable (inout ServeOptions) -> Void = { $0.scenarios = [scenario] }
        try await withEmulator(configure: played) { test in
            let sandbox = try await test.makeSandbox()
            let serial = try #require(sandbox.certificates.first?.certificate.facts.serial)
            try test.scope(sandbox).revokeCertificate(serial)
            let revoked = try await test.withClient { try await $0.heartbeat().code }
            try await test.emulator.scope(.test).replaceScenarios([])
            let still = try await test.withClient { try await $0.heartbeat().code }
            try await test.emulator.scope(.test).reset()
            try await test.emulator.scope(.test).replaceScenarios([])
            let good = try await test.withClient { try await $0.heartbeat().status }
            let other = try await test.withClient(sandbox) { try await $0.heartbeat().code }
            #expect([revoked, still, other] == Array(repeating: "certificate-revoked", count: 3))
            #expect(good == 200)
        }
    }

    @Test("A bundle takes files up to a limit, and says how large they are")
    func bundleTooLarge() async throws {
        try await withEmulator { test in
            let sandbox = try await test.makeSandbox()
            let scope = try test.scope(sandbox)
            _ = try await test.withClient(sandbox) { try await $0.deliver() }
            let bytes = SampleText.report.utf8.count
            let error = await #expect(throws: ControlError.self) {
                _ = try await scope.bundle(files: true, limit: 10, emulatorVersion: "0")
            }
            #expect(
                error?.description
                    == "The fragments in the journal have \(bytes) bytes; a bundle takes 10 of them. Ask for the bundle "
                    + "without the files, or reset the journal before what is to be bundled."
            )
            _ = try await scope.bundle(files: false, limit: 10, emulatorVersion: "0")
            _ = try await scope.bundle(files: true, limit: Int64(bytes), emulatorVersion: "0")
        }
    }

    @Test("What a killed emulator left of its sandboxes is gone at the next start")
    func restart() async throws {
        let data = try TemporaryFolder()
        let clock = ControllableClock(isFrozen: true)
        let kept = try await withEmulator(data: data.path, clock: clock) { test in
            _ = try await test.withClient(try await test.makeSandbox()) { try await $0.deliver() }
            return try await test.withClient { try await $0.deliver() }
        }
        try await withEmulator(data: data.path, clock: clock) { test in
            let status = try await test.withClient { try await $0.history(kept).status }
            let files = try test.storedFiles
            #expect(status == 200)
            #expect(files == [kept])
        }
    }

    @Test("What cannot be done says so, and changes nothing")
    func refusals() async throws {
        let one: (inout Settings) -> Void = { $0.limits.sandboxes = 1 }
        try await withEmulator(change: one) { test in
            let name = try Self.name("a")
            _ = try await test.makeSandbox(SandboxOrder(name: name))
            await #expect(throws: ControlError.self) { try await test.makeSandbox() }
            try await test.emulator.test.sandboxes.remove(name)
            let error = await #expect(throws: ControlError.self) {
                try await test.emulator.test.sandboxes.remove(name)
            }
            #expect(
                error?.description
                    == "There is no sandbox 'a' in the test environment. Make it first; a sandbox ends when it is deleted "
                    + "and when the emulator stops."
            )
            #expect(throws: ControlError.self) { try test.emulator.scope(.production) }
            #expect(throws: ControlError.self) { try test.emulator.scope(.test, sandbox: name) }
        }
    }

    @Test("Twenty sandboxes at once: each sees its own deliveries and nobody else's")
    func manyAtOnce() async throws {
        try await withEmulator { test in
            let ids = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        let sandbox = try await test.makeSandbox()
                        return try await test.withClient(sandbox) { client in
                            let ids = [try await client.deliver(), try await client.deliver()]
                            try await test.scope(sandbox).advance(by: .seconds(2))
                            for id in ids { #expect(try await client.history(id).statusText == "Inläst") }
                            return ids
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(ids).count == 40)
            #expect(Set(try test.storedFiles) == Set(ids))
            #expect(try await test.withClient { try await $0.seen(ids) } == [])
        }
    }
}

extension EmulatorUnderTest {
    func makeSandbox(_ order: SandboxOrder = SandboxOrder()) async throws -> Sandbox {
        try await self.emulator.test.sandboxes.make(order)
    }

    func scope(_ sandbox: Sandbox) throws -> ControlScope { try self.emulator.scope(.test, sandbox: sandbox.name) }

    /// A client with the sandbox's first certificate.
    func withClient<Value>(_ sandbox: Sandbox, _ body: (M2MClient) async throws -> Value) async throws -> Value {
        try await self.withClient(try #require(sandbox.certificates.first), body)
    }

    func withClient<Value>(
        _ certificate: SandboxCertificate,
        _ body: (M2MClient) async throws -> Value
    ) async throws -> Value {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.certificate.pem().utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(certificate.key.pem().utf8), format: .pem)
        let present: (inout TLSConfiguration) -> Void = { tls in
            tls.certificateChain = chain.map { .certificate($0) }
            tls.privateKey = .privateKey(key)
        }
        return try await self.withClient(nil, at: self.emulator.test, tls: present, body)
    }
}

extension M2MClient {
    /// A whole file, with a session of its own.
    func deliver() async throws -> String {
        let cookie = try await self.heartbeat().cookie
        let answer = try await self.upload("-1", SampleText.report, cookie: cookie)
        #expect(answer.status == 200, "\(answer.body)")
        return answer.deliveryID
    }

    /// Those that history tells of.
    func seen(_ ids: [String]) async throws -> [String] {
        var seen: [String] = []
        for id in ids where try await self.history(id).status == 200 { seen.append(id) }
        return seen
    }
}
