import Domain
import Foundation
import Testing

@testable import Pipeline

@Suite("Sessions")
struct SessionTests {
    let installation: Installation

    init() throws { self.installation = try Installation() }

    private static let missing = Problem.sessionMissing(cookie: "M2MSession-test")
    private static let unknown = Problem.sessionUnknown(cookie: "M2MSession-test", idleMinutes: 20)

    private func refusal(_ client: Client) -> Problem? {
        do throws(Problem) {
            _ = try client.authorize("0")
            return nil
        } catch {
            return error
        }
    }

    @Test("Without a cookie, with an unknown one, or with another certificate's, an upload is answered 401")
    func refused() throws {
        try self.installation.run { client throws in
            #expect(client.pipeline.cookieName == "M2MSession-test")
            #expect(self.refusal(client.with { $0.cookies = [] }) == Self.missing)
            #expect(self.refusal(client.with { $0.cookies = ["", "guess"] }) == Self.unknown)
            let fund = try client.other(.certificate("02"))
            let sameUser = try client.other(.certificate("11"))
            let sameSerial = try client.other(.certificate("01", fingerprint: "renewed"))
            for other in [fund, sameUser, sameSerial] {
                #expect(self.refusal(client.with { $0.cookies = other.cookies }) == Self.unknown)
                #expect(self.refusal(other.with { $0.cookies = client.cookies }) == Self.unknown)
                #expect(self.refusal(other) == nil)
            }
        }
    }

    @Test("Of several cookies of the name one that is alive is enough")
    func severalCookies() throws {
        try self.installation.run { client throws in
            #expect(self.refusal(client.with { $0.cookies = ["stale"] + $0.cookies + ["other"] }) == nil)
        }
    }

    @Test("A session is refused before the parameters are looked at, and these before the grants")
    func precedence() throws {
        try self.installation.run { client throws in
            let wrong = client.with {
                $0.file.organisationNumber = "0000000000"
                $0.file.version = "9"
            }
            #expect(self.refusal(wrong.with { $0.cookies = [] }) == Self.missing)
            #expect(self.refusal(wrong)?.code == "version-unknown")
            #expect(self.refusal(wrong.with { $0.file.version = "" })?.code == "organisation-not-granted")
        }
    }

    @Test("A session lives while it is used, by heartbeats or uploads, and ends after twenty idle minutes")
    func idling() throws {
        try self.installation.run { client throws in
            for _ in 0..<3 {
                self.installation.clock.advance(by: 1200)
                #expect(client.pipeline.liveSession(cookies: client.cookies, reporter: client.reporter) != nil)
                self.installation.clock.advance(by: 1200)
                #expect(self.refusal(client) == nil)
            }
            self.installation.clock.advance(by: 1201)
            #expect(client.pipeline.liveSession(cookies: client.cookies, reporter: client.reporter) == nil)
            #expect(self.refusal(client) == Self.unknown)
            // Nor does it come back.
            try client.pipeline.sweep()
            self.installation.clock.advance(by: -1201)
            #expect(self.refusal(client) == Self.unknown)
        }
    }

    @Test("Of more sessions than a certificate may have, the one unused for longest ends; other certificates' stay")
    func perCertificate() throws {
        try self.installation.run(policy: .usual(sessionsPerCertificate: 2)) { first throws in
            let fund = try first.other(.certificate("02"))
            self.installation.clock.advance(by: 1)
            let second = try first.other(.certificate("01"))
            self.installation.clock.advance(by: 1)
            #expect(self.refusal(first) == nil)
            self.installation.clock.advance(by: 1)
            let third = try first.other(.certificate("01"))
            #expect(self.refusal(second) == Self.unknown)
            for alive in [first, third, fund] { #expect(self.refusal(alive) == nil) }
        }
    }

    @Test("A session just begun is never the one that ends, be the clock frozen or set back", arguments: [0.0, -60])
    func newestStays(seconds: Double) throws {
        try self.installation.run(policy: .usual(sessionsPerCertificate: 1)) { client throws in
            // Under a frozen clock all are equally old, and which goes may be chance: try often.
            let refusals = try (0..<20).compactMap { _ in
                self.installation.clock.advance(by: seconds)
                return self.refusal(try client.other(.certificate("01")))
            }
            #expect(refusals == [])
        }
    }

    @Test("A session that had to end is not restored")
    func endedIsForgotten() throws {
        let ended = try self.installation.run { client throws in
            self.installation.clock.advance(by: 1)
            for _ in 0..<4 { _ = try client.other(.certificate("01")) }
            return client.cookies
        }
        try self.installation.run(policy: .usual(sessionsPerCertificate: 10)) { client throws in
            #expect(client.cookies == ended)
            #expect(self.refusal(client) == Self.unknown)
        }
    }

    @Test("Sessions survive a restart, with the time of their last call as the last sweep saw it")
    func restart() throws {
        try self.installation.run { client throws in
            self.installation.clock.advance(by: 1000)
            #expect(self.refusal(client) == nil)
            try client.pipeline.sweep()
        }
        self.installation.clock.advance(by: 1000)
        try self.installation.run { #expect(self.refusal($0) == nil) }
        self.installation.clock.advance(by: 1201)
        try self.installation.run { #expect(self.refusal($0) == Self.unknown) }
    }

    // MARK: Optional

    @Test("Where sessions are optional, an upload without one belongs to its certificate")
    func optional() throws {
        try self.installation.run(policy: .usual(requiresSession: false)) { client throws in
            let bare = client.with { $0.cookies = [] }
            let id = try bare.send("0", "<a>").id
            let other = try bare.other(.certificate("11")).with { $0.cookies = [] }
            #expect(try other.answer("1", "x") == .refused("fragment-out-of-order"))
            let notes = ["session-missing"]
            #expect(try bare.with { $0.cookies = ["stale"] }.answer("1", "b") == .stored(id, notes: notes))
            #expect(try bare.answer("-1", "</a>") == .stored(id, notes: notes))
        }
    }

    @Test("Where sessions are optional, a cookie that comes between two fragments does not part them")
    func optionalCookie() throws {
        try self.installation.run(policy: .usual(requiresSession: false)) { client throws in
            let id = try client.with { $0.cookies = [] }.send("0", "<a>").id
            #expect(try client.answer("1", "b") == .stored(id))
        }
    }
}
