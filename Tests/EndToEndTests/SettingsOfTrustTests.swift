import AsyncHTTPClient
import Domain
import Foundation
import NIOHTTP1
import NIOSSL
import PKI
import Server
import Settings
import Testing

@Suite("What the settings say of TLS and of trust is done", .timeLimit(.minutes(5)))
struct SettingsOfTrustTests {
    private struct VersionCase: Sendable, CustomTestStringConvertible {
        let setting: Settings.TLSVersions
        let client: TLSVersion
        let isServed: Bool

        var testDescription: String { "\(self.setting), client \(self.client)" }
    }

    private static let versionCases = [
        VersionCase(setting: .both, client: .tlsv12, isServed: true),
        VersionCase(setting: .both, client: .tlsv13, isServed: true),
        VersionCase(setting: .tls12, client: .tlsv12, isServed: true),
        VersionCase(setting: .tls12, client: .tlsv13, isServed: false),
        VersionCase(setting: .tls13, client: .tlsv12, isServed: false),
        VersionCase(setting: .tls13, client: .tlsv13, isServed: true),
    ]

    @Test("TLS versions", arguments: Self.versionCases)
    private func versions(_ example: VersionCase) async throws {
        let change: (inout Settings) -> Void = { $0.tls.versions = example.setting }
        try await withEmulator(change: change) { test async throws in
            let isServed = try await self.isServed("demo", test) {
                $0.minimumTLSVersion = example.client
                $0.maximumTLSVersion = example.client
            }
            #expect(isServed == example.isServed)
        }
    }

    @Test(
        "A client without a certificate is answered 403, or its handshake fails",
        arguments: Settings.RefusalMode.allCases
    )
    func refusal(mode: Settings.RefusalMode) async throws {
        let change: (inout Settings) -> Void = { $0.tls.refusal = mode }
        try await withEmulator(change: change) { test async throws in
            #expect(try await self.isServed("demo", test))
            #expect(try await self.isServed(nil, test) == (mode == .explain))
        }
    }

    @Test(
        "Only a valid server certificate is good enough for a careful client",
        arguments: Settings.ServerCertificate.allCases
    )
    func serverCertificate(kind: Settings.ServerCertificate) async throws {
        let change: (inout Settings) -> Void = { $0.tls.serverCertificate = kind }
        try await withEmulator(change: change) { test async throws in
            #expect(try await self.isServed("demo", test) == (kind == .valid))
            #expect(try await self.isServed("demo", test) { $0.certificateVerification = .none })
        }
    }

    @Test("A client's certificate above the limit of bytes does not get through the handshake")
    func certificateBytes() async throws {
        let change: (inout Settings) -> Void = { $0.limits.clientCertificateBytes = 100 }
        try await withEmulator(change: change) { test async throws in
            #expect(try await !self.isServed("demo", test))
            #expect(try await self.isServed(nil, test))
        }
    }

    @Test(
        "A foreign authority's client is trusted where the settings name the authority, and not in production for that"
    )
    func foreignAuthority() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (identity, file) = try self.foreign(in: folder.path, serial: "5CB00000000000000000000000000001")
        try await withEmulator { test async throws in
            let heartbeat = try await test.withClient(identity, at: test.emulator.test) { try await $0.heartbeat() }
            #expect(heartbeat.code == "certificate-untrusted")
        }
        let trusting: (inout Settings) -> Void = {
            $0.environments[.test]?.clientCA = Settings.ClientCA(file: file)
            $0.certificates.revocationList = .warn
        }
        try await withEmulator(production: true, change: trusting) { test async throws in
            var answers: [M2MClient.Answer] = []
            for environment in test.emulator.environments {
                answers.append(try await test.withClient(identity, at: environment) { try await $0.heartbeat() })
            }
            #expect(answers.map(\.code) == [nil, "certificate-untrusted"])
            #expect(try await self.isServed("demo", test), "the emulator's own are trusted as before")
        }
    }

    @Test("A certificate that its authority revokes is refused on an open connection, and in its environment only")
    func revocation() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await withEmulator(certificates: folder.path, production: true) { test async throws in
            let held = try #require(test.emulator.certificates.environments[.test])
            let client = try #require(held.clients.first { $0.user == "demo" })
            let list = try SignedRevocationList.sign(
                [client.credential.certificate.facts.serial: Revocation(date: test.clock.now, reason: nil)],
                number: 1000,
                thisUpdate: test.clock.now - 60,
                nextUpdate: test.clock.now + 86_400,
                by: held.clientAuthority.authority
            ).pem()
            try await test.withClient { connection in
                #expect(try await connection.heartbeat().status == 200)
                try list.write(toFile: held.revocationListPath, atomically: true, encoding: .utf8)
                // The test's time limit ends the wait for what does not come.
                var answer = try await connection.heartbeat()
                while answer.status == 200 { answer = try await connection.heartbeat() }
                #expect(answer.status == 403)
                #expect(answer.code == "certificate-revoked")
            }
            let fund = try await test.withClient("fund") { try await $0.heartbeat() }
            #expect(fund.status == 200)
            let production = try #require(test.emulator.production)
            let other = try await test.withClient(Identity("demo", of: production), at: production) {
                try await $0.heartbeat()
            }
            #expect(other.status == 200)
        }
    }

    /// Whether the client gets any answer.
    private func isServed(
        _ user: String?,
        _ test: EmulatorUnderTest,
        _ change: (inout TLSConfiguration) -> Void = { _ in }
    ) async throws -> Bool {
        let identity = Identity(user, of: test.emulator.test)
        do {
            let answer = try await test.withClient(identity, at: test.emulator.test, tls: change) {
                try await $0.heartbeat()
            }
            #expect(answer.status == (user == nil ? 403 : 200))
            return true
        } catch is NIOSSLError {
            return false
        } catch is NIOSSLExtraError {
            return false
        } catch is BoringSSLError {
            return false
        } catch let error as HTTPClientError where error == .remoteConnectionClosed {
            return false
        }
    }

    /// A client's certificate of an authority that is not the emulator's, and the file of that authority.
    private func foreign(in folder: String, serial: String) throws -> (Identity, authority: String) {
        let (authorityKey, key) = (try PrivateKey.generate(.p256), try PrivateKey.generate(.p256))
        var profile = CertificateProfile.clientAuthority(of: .test)
        profile.subject = DistinguishedName(commonName: "A bank's own CA")
        let authority = try CertificateAuthority.create(profile, key: authorityKey)
        let number = try #require(CertificateSerial(serial))
        let certificate = try authority.issue(.client("demo", serial: number, now: Date()), for: key)
        let texts = ["ca.crt": try authority.certificate.pem(), "a.crt": try certificate.pem(), "a.key": try key.pem()]
        for (name, text) in texts { try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8) }
        return (Identity(certificatePath: "\(folder)/a.crt", keyPath: "\(folder)/a.key"), "\(folder)/ca.crt")
    }
}
