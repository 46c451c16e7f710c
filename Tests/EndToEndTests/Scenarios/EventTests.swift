import Domain
import Foundation
import NIOHTTP1
import Scenarios
import Server
import Testing

@Suite("Events of a scenario")
struct EventTests {
    @Test("A forgotten session is unknown to the very call, and a new heartbeat begins another")
    func forgottenSession() async throws {
        let rule =
            "{name: r, when: {endpoint: upload, fragment: 1, occurrence: 1, per: user}, then: {event: forget-session}}"
        try await playing(rule) { test in
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                #expect(try await client.upload("0", "<a>", cookie: cookie).status == 200)
                #expect(try await client.upload("1", "</a>", cookie: cookie).code == "session-unknown")
                let other = try await client.heartbeat(cookie: cookie).cookie
                #expect(other != cookie)
                #expect(try await client.upload("-1", SampleText.report, cookie: other).status == 200)
            }
        }
    }

    @Test("A revoked certificate is refused in the middle of an upload, and from then on on every connection")
    func revokedCertificate() async throws {
        let rule = "{name: r, when: {endpoint: upload, fragment: 1}, then: {event: revoke-certificate}}"
        try await playing(rule) { test in
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                #expect(try await client.upload("0", "<a>", cookie: cookie).status == 200)
                #expect(try await client.upload("1", "</a>", cookie: cookie).code == "certificate-revoked")
                #expect(try await client.heartbeat(cookie: cookie).code == "certificate-revoked")
            }
            let again = try await test.withClient { try await $0.heartbeat() }
            #expect(again.code == "certificate-revoked")
            let other = try await test.withClient("fund") { try await $0.heartbeat() }
            #expect(other.status == 200)
        }
    }

    @Test("A closed environment answers 503 with the time that is left, until it opens", arguments: ["up", "down"])
    func maintenance(heartbeat: String) async throws {
        let event = "{maintenance: {for: 30s, heartbeat: \(heartbeat)}}"
        try await playing("{name: r, when: {endpoint: upload, occurrence: 2, per: user}, then: {event: \(event)}}") {
            test in
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                let first = try await client.upload("0", "<a>", cookie: cookie)
                let refused = try await client.upload("1", "</a>", cookie: cookie)
                #expect(refused.status == 503)
                #expect(refused.code == "maintenance")
                #expect(refused.headers["Retry-After"] == ["30"])
                #expect(try await client.heartbeat().status == (heartbeat == "up" ? 200 : 503))
                #expect(try await client.history(first.deliveryID).status == 200)
                test.clock.advance(by: 29)
                #expect(try await client.upload("1", "</a>", cookie: cookie).headers["Retry-After"] == ["1"])
                test.clock.advance(by: 1)
                #expect(try await client.upload("1", "</a>", cookie: cookie).status == 200)
                #expect(try await client.heartbeat().status == 200)
            }
        }
    }
}
