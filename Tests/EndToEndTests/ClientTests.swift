import Client
import Domain
import Foundation
import PKI
import Scenarios
import Server
import Settings
import Testing

@Suite("The reference client against the emulator")
struct ReferenceClientTests {
    @Test(
        "Each trouble of the triggers that passes is borne, with one delivery of the same bytes",
        arguments: [
            "plain", "a_503-en-gang", "a_500-en-gang", "a_avbrott-en-gang", "a_tappat-svar", "a_glomd-session",
            "Å ä%2F'ö\"",
        ]
    )
    func triggers(_ name: String) async throws {
        try await self.withTriggers { under, reference in
            let text = SampleText.report
            let sent = try await reference.deliver(text, as: "\(name).xml", fragmentBytes: 100)
            #expect(sent.history?.outcome == .readIn)
            #expect(under.stored(sent.id.description) == Data(text.utf8))
            // What was begun in the forgotten session stays until it counts as abandoned.
            #expect(try under.storedFiles.count == (name == "a_glomd-session" ? 2 : 1))
        }
    }

    @Test(
        "A bad end is told as what it is",
        arguments: [
            ("a_ej-inlast.xml", DeliveryStatus.stopped, 1), ("a_systemfel.xml", .systemFault, 2),
        ]
    )
    func ends(_ name: String, _ expected: DeliveryStatus, _ deliveries: Int) async throws {
        try await self.withTriggers { under, reference in
            var reference = reference
            reference.policy.resends = 1
            let sent = try await reference.deliver(SampleText.report, as: name)
            #expect(sent.history?.outcome == expected)
            #expect(try under.storedFiles.count == deliveries)
        }
    }

    @Test("Both ways of closing, and SCB's, give the same delivery", arguments: FragmentPlan.Closing.allCases)
    func closes(_ closing: FragmentPlan.Closing) async throws {
        try await self.withTriggers { under, reference in
            for size in [60, 1000] {
                let sent = try await reference.deliver(SampleText.report, as: "c.xml", fragmentBytes: size, closing)
                #expect(under.stored(sent.id.description) == Data(SampleText.report.utf8))
            }
        }
    }

    @Test("Without a certificate, the server's reason is told", arguments: [true, false])
    func certificate(_ explains: Bool) async throws {
        let refusing: (inout Settings) -> Void = { $0.tls.refusal = explains ? .explain : .reject }
        try await withEmulator(change: refusing) { under in
            let none = Reference(under, nil)
            let error = await #expect(throws: ClientError.self) { () async throws in
                try await none.deliver(SampleText.report, as: "a.xml")
            }
            let text = try #require(error?.description)
            #expect(text.contains(explains ? "certificate-missing" : "the alert 'certificate_required'"), "\(text)")
        }
    }

    @Test("With a certificate of the other environment, too", arguments: [true, false])
    func otherEnvironment(_ explains: Bool) async throws {
        let refusing: (inout Settings) -> Void = { $0.tls.refusal = explains ? .explain : .reject }
        try await withEmulator(production: true, change: refusing) { under in
            let production = try #require(under.emulator.production)
            let other = try #require(Identity("demo", of: production))
            let reference = try Reference(under, other)
            let error = await #expect(throws: ClientError.self) { () async throws in
                try await reference.deliver(SampleText.report, as: "a.xml")
            }
            let text = try #require(error?.description)
            #expect(text.contains(explains ? "403 (certificate-untrusted)" : "the alert 'unknown_ca'"), "\(text)")
        }
    }

    @Test("A server certificate that a careful client must refuse is refused")
    func server() async throws {
        let expired: (inout Settings) -> Void = { $0.tls.serverCertificate = .expired }
        try await withEmulator(change: expired) { under in
            let reference = try Reference(under, user: "demo")
            let error = await #expect(throws: ClientError.self) { () async throws in
                try await reference.deliver(SampleText.report, as: "a.xml")
            }
            #expect(error?.kind == .serverCertificate, "\(String(describing: error))")
        }
    }

    /// An emulator that plays the triggers and needs no time to process.
    private func withTriggers(_ body: (EmulatorUnderTest, Reference) async throws -> Void) async throws {
        try await withEmulator(
            clock: ControllableClock(isFrozen: false),
            change: { $0.processingDelay = .zero },
            configure: { $0.scenarios = [ReadyScenario.triggers.scenario] },
            { under in try await body(under, Reference(under, user: "demo")) }
        )
    }
}

/// The reference client, whose waits take no time of the test's but move the emulator's clock.
private struct Reference {
    let under: EmulatorUnderTest
    let credential: CertificateAndKey?
    var policy = ClientPolicy()

    init(_ under: EmulatorUnderTest, _ credential: CertificateAndKey?) {
        self.under = under
        self.credential = credential
    }

    init(_ under: EmulatorUnderTest, user: String) throws {
        let identity = try #require(Identity(user, of: under.emulator.test))
        try self.init(under, identity)
    }

    init(_ under: EmulatorUnderTest, _ identity: Identity) throws {
        let source = CertificateAndKey.Source.pem(certificate: identity.certificatePath, key: identity.keyPath)
        self.init(under, try CertificateAndKey(source, password: nil))
    }

    func deliver(
        _ text: String,
        as name: String,
        fragmentBytes: Int = FragmentPlan.usualFragmentBytes,
        _ closing: FragmentPlan.Closing = .lastBytes
    ) async throws -> SentFile {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = "\(folder.path)/file.xml"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let file = try OutgoingFile(
            path: path,
            name: name,
            organisation: try #require(OrganisationNumber("9990000045")),
            program: .vinn,
            period: try #require(ReferencePeriod("2026-09-30")),
            format: "V40"
        )
        let plan = FragmentPlan(size: file.size, fragmentBytes: fragmentBytes, closing: closing)
        return try await HTTPTransport.with(
            try ServerAddress(self.under.emulator.test.baseURL),
            trust: .file(self.under.emulator.certificates.serverAuthority.certificatePath),
            credential: self.credential
        ) { transport in
            let client = Client.M2MClient(transport, policy: self.policy, pace: ClockPace(clock: self.under.clock))
            return try await client.deliver(file, plan: plan)
        }
    }
}

private struct ClockPace: Pace {
    let clock: ControllableClock

    var now: ContinuousClock.Instant { .now }
    func sleep(for duration: Duration) async throws {
        self.clock.advance(by: Double(duration.components.seconds) + 0.9)
    }
    func jitter() -> Double { 0.5 }
}
