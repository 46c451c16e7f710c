import Domain
import Foundation
import NIOHTTP1
import PKI
import Server
import Settings
import Testing

@Suite("Certificates while the emulator runs", .timeLimit(.minutes(5)))
struct CertificateOfficeTests {
    private static let day: TimeInterval = 86_400

    @Test("Heartbeat warns of a certificate's end from 60 days before it on, and of no other's")
    func expiryHeader() async throws {
        try await withEmulator { test in
            let end = try #require(test.emulator.test.clients.first).credential.certificate.facts.notAfter
            try await test.withClient { client in
                test.clock.advance(by: end.timeIntervalSince(test.clock.now) - 60 * Self.day - 1)
                #expect(try await client.heartbeat().certificateEnd == nil)
                test.clock.advance(by: 1)
                let heartbeat = try await client.heartbeat()
                #expect(heartbeat.certificateEnd == end.formatted(.iso8601))
                // The session's heartbeat, too.
                #expect(try await client.heartbeat(cookie: heartbeat.cookie).certificateEnd != nil)
                let sent = try await client.upload("-1", SampleText.report, cookie: heartbeat.cookie)
                #expect(sent.status == 200)
                #expect(sent.certificateEnd == nil)
            }
        }
    }

    @Test("The warning is as early as the settings say, and off where they say so", arguments: [true, false])
    func expirySettings(header: Bool) async throws {
        let change: (inout Settings) -> Void = {
            $0.certificates.expiryWarning = .seconds(800 * 86_400)
            $0.certificates.expiryHeader = header
        }
        try await withEmulator(change: change) { test in
            let heartbeat = try await test.withClient { try await $0.heartbeat() }
            #expect((heartbeat.certificateEnd != nil) == header)
        }
    }

    @Test("A certificate is its user's as soon as the register has it, on an open connection too")
    func register() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await withEmulator(certificates: folder.path) { test in
            let identity = try self.issue("A1", to: "fund", of: test.emulator, in: folder.path)
            let path = try #require(test.emulator.certificates.environments[.test]).registerPath
            try await test.withClient(identity, at: test.emulator.test) { client in
                #expect(try await client.heartbeat().code == "certificate-unmapped")
                try Self.register("A1", "fund").write(toFile: path, atomically: true, encoding: .utf8)
                // The test's time limit ends the wait for what does not come.
                while try await client.heartbeat().status != 200 {}
                try Self.register("A2", "fund").write(toFile: path, atomically: true, encoding: .utf8)
                while try await client.heartbeat().status != 403 {}
            }
        }
    }

    @Test("A user without serial numbers in the settings has a certificate that works, also after a restart")
    func randomSerial() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let change: (inout Settings) -> Void = { settings in
            guard let demo = settings.environments[.test]?.reporters.first?.user else { return }
            settings.environments[.test]?.reporters[0].user = User(
                name: demo.name,
                serials: [],
                isDisabled: false,
                grants: demo.grants
            )
        }
        var serials: Set<CertificateSerial> = []
        for _ in 1...2 {
            try await withEmulator(certificates: folder.path, change: change) { test in
                let client = try #require(test.emulator.test.clients.first { $0.user == "demo" })
                serials.insert(client.credential.certificate.facts.serial)
                let heartbeat = try await test.withClient { try await $0.heartbeat() }
                #expect(heartbeat.status == 200)
            }
        }
        #expect(serials.count == 1)
    }

    /// A certificate of the test environment's authority for the user's key.
    private func issue(_ serial: String, to user: String, of emulator: Emulator, in folder: String) throws -> Identity {
        let client = try #require(emulator.test.clients.first { $0.user == user })
        let authority = try #require(emulator.certificates.environments[.test]).clientAuthority.authority
        let number = try #require(CertificateSerial(serial))
        let certificate = try authority.issue(.client(user, serial: number, now: Date()), for: client.credential.key)
        var identity = try #require(Identity(user, of: emulator.test))
        identity.certificatePath = "\(folder)/issued.crt"
        try certificate.pem().write(toFile: identity.certificatePath, atomically: true, encoding: .utf8)
        return identity
    }

    private static func register(_ serial: String, _ user: String) -> String {
        """
        {"certificates":[{"serial":"\(serial)","user":"\(user)","subject":"CN=\(user)","keyType":"P-256",
        "notBefore":"2026-01-01T00:00:00Z","notAfter":"2028-01-01T00:00:00Z","issued":"2026-01-01T00:00:00Z"}]}
        """
    }
}

extension M2MClient.Answer {
    fileprivate var certificateEnd: String? { self.headers.first(name: "M2M-Emulator-Certificate-Expires") }
}
