import Domain
import Foundation
import Logging
import NIOConcurrencyHelpers
import Scenarios
import Server
import Settings
import Testing

@Suite("What a scenario's revocation leaves in the log")
struct RevocationLogTests {
    @Test(
        "Each later refusal is marked as injected, and warns of nothing",
        arguments: [Settings.RefusalMode.explain, .reject]
    )
    func marked(_ refusal: Settings.RefusalMode) async throws {
        let lines = NIOLockedValueBox<[String]>([])
        let logger = Logger(label: "test", factory: { _ in LineKeeper(lines: lines) })
        let rule = "{name: r, when: {endpoint: upload}, then: {event: revoke-certificate}}"
        let scenarios = [try Scenario.playing([rule])]
        let configure: @Sendable (inout ServeOptions) -> Void = { options in
            options.settings.tls.refusal = refusal
            options.scenarios = scenarios
        }
        try await withEmulator(logger: logger, configure: configure) { test in
            _ = try await test.withClient { try await $0.upload("0", "<a>", cookie: nil) }
            // A new connection: by then no rule is asked.
            _ = try? await test.withClient { try await $0.heartbeat() }
        }
        let told = lines.withLockedValue { $0 }
            .filter { $0.contains("heartbeat 403") || $0.contains("handshake was refused") }
        #expect(!told.isEmpty)
        for line in told {
            #expect(line.hasPrefix("info "), "\(line)")
            #expect(line.hasSuffix("injected=event: the certificate is revoked"), "\(line)")
        }
    }
}

private struct LineKeeper: LogHandler {
    let lines: NIOLockedValueBox<[String]>
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let injected = self.metadata.merging(event.metadata ?? [:]) { $1 }["injected"]
        let line = "\(event.level) \(event.message) injected=" + (injected.map { "\($0)" } ?? "nothing")
        self.lines.withLockedValue { $0.append(line) }
    }
}
