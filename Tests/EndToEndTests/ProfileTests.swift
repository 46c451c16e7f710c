import Settings
import Testing

@Suite("Profiles, over the wire")
struct ProfileTests {
    private func withProfile(
        _ profile: Settings.Profile,
        _ body: (M2MClient) async throws -> Void
    ) async throws {
        let adopt: (inout Settings) -> Void = { $0.adopt(profile) }
        try await withEmulator(change: adopt) { test in
            try await test.withClient { try await body($0) }
        }
    }

    private static let wrongDigit = FileAddress(organisation: "9990000046")
    private static let minus = "%E2%88%921"

    @Test("lenient takes what documented refuses, and notes it")
    func lenient() async throws {
        try await self.withProfile(.lenient) { client in
            let sent = try await client.upload(Self.minus, SampleText.report, cookie: nil)
            #expect(sent.status == 200)
            #expect(sent.note == "session-missing, unicode-minus")
        }
        try await self.withProfile(.documented) { client in
            #expect(try await client.upload("-1", SampleText.report, cookie: nil).code == "session-missing")
            let cookie = try await client.heartbeat().cookie
            let sent = try await client.upload(Self.minus, SampleText.report, cookie: cookie)
            #expect(sent.code == "fragment-unicode-minus")
        }
    }

    @Test("pedantic refuses what documented takes and notes; a correct client passes, revocation list and all")
    func pedantic() async throws {
        for (profile, codes) in [
            (Settings.Profile.documented, ["organisation-not-granted", nil]),
            (.pedantic, ["organisation-check-digit-wrong", "fragment-out-of-order"]),
        ] {
            try await self.withProfile(profile) { client in
                let cookie = try await client.heartbeat().cookie
                let wrong = try await client.upload("0", "x", cookie: cookie, to: Self.wrongDigit)
                let first = try await client.upload("0", "<Report xmlns=\"http://scb.se/gdb/vinn\">", cookie: cookie)
                let second = try await client.upload("1", " ", cookie: cookie)
                let again = try await client.upload("1", " ", cookie: cookie)
                #expect([wrong.code, again.code] == codes)
                #expect([first.status, second.status] == [200, 200])
                #expect(try await client.upload("-1", "</Report>", cookie: cookie).deliveryID == first.deliveryID)
            }
        }
    }

    @Test("pedantic fails the handshake of a client without a certificate")
    func handshake() async throws {
        let pedantic: (inout Settings) -> Void = { $0.adopt(.pedantic) }
        try await withEmulator(change: pedantic) { test in
            let failure = await #expect(throws: (any Error).self) {
                try await test.withClient(nil) { try await $0.heartbeat() }
            }
            #expect(String(describing: failure).contains("TLSV1_ALERT_CERTIFICATE_REQUIRED"))
        }
    }
}
