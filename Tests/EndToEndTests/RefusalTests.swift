import AsyncHTTPClient
import Domain
import Foundation
import NIOHTTP1
import Settings
import Testing

struct RefusalCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let status: UInt
    let code: String
    var user: String? = "demo"
    var method = HTTPMethod.POST
    var path = "file/-1/\(FileAddress().path)"
    var sendsCookie = true
    var contentType = "multipart/form-data; boundary=b0undary"
}

/// Each line breaks one rule more than the next: the first broken one of the protocol's order is answered.
let precedenceCases: [RefusalCase] = [
    RefusalCase(
        testDescription: "path before certificate",
        status: 404,
        code: "path-not-found",
        user: nil,
        path: "nothing"
    ),
    RefusalCase(
        testDescription: "method before certificate",
        status: 405,
        code: "method-not-allowed",
        user: nil,
        method: .PUT
    ),
    RefusalCase(
        testDescription: "certificate before session",
        status: 403,
        code: "certificate-missing",
        user: nil,
        sendsCookie: false
    ),
    RefusalCase(
        testDescription: "session before parameters",
        status: 401,
        code: "session-missing",
        path: "file/x/\(FileAddress().path)",
        sendsCookie: false
    ),
    RefusalCase(
        testDescription: "parameters before grant",
        status: 400,
        code: "fragment-invalid",
        path: "file/x/\(FileAddress(organisation: "5560000001").path)"
    ),
    RefusalCase(
        testDescription: "grant before media type",
        status: 403,
        code: "organisation-not-granted",
        path: "file/-1/\(FileAddress(organisation: "5560000001").path)",
        contentType: "application/xml"
    ),
    RefusalCase(
        testDescription: "media type before order",
        status: 415,
        code: "media-type-unsupported",
        path: "file/7/\(FileAddress().path)",
        contentType: "application/xml"
    ),
    RefusalCase(
        testDescription: "order before content",
        status: 409,
        code: "fragment-out-of-order",
        path: "file/7/\(FileAddress().path)"
    ),
    RefusalCase(testDescription: "content last", status: 400, code: "multipart-malformed"),
]

private let refusedContents: [(String, String)] = [
    ("", "file-empty"),
    ("<Report xmlns=\"http://scb.se/gdb/vinn\">", "file-not-well-formed"),
    ("<Rapport xmlns=\"http://scb.se/gdb/vinn\"/>", "file-wrong-root"),
    ("<Report/>", "file-wrong-namespace"),
]

@Suite("Refusals over the wire")
struct RefusalTests {
    @Test("follow the protocol's precedence", arguments: precedenceCases)
    func precedence(_ refusal: RefusalCase) async throws {
        try await withEmulator { test in
            let cookie = try await test.withClient { try await $0.heartbeat().cookie }
            try await test.withClient(refusal.user) { client in
                var headers: HTTPHeaders = ["Content-Type": refusal.contentType]
                if refusal.sendsCookie { headers.add(name: "Cookie", value: cookie) }
                let answer = try await client.send(
                    refusal.method,
                    refusal.path,
                    headers: headers,
                    body: .bytes(Array("no form".utf8))
                )
                #expect(answer.status == refusal.status)
                #expect(answer.code == refusal.code)
                #expect(answer.headers["content-type"] == ["application/problem+json; charset=utf-8"])
                #expect(answer.property("hint")?.isEmpty == false)
                #expect(answer.property("traceId")?.count == 32)
            }
        }
    }

    @Test("of a certificate follow the emulator's clock, on an open connection too")
    func expiry() async throws {
        try await withEmulator { test in
            try await test.withClient { client in
                #expect(try await client.heartbeat().status == 200)
                test.clock.advance(by: 731 * 24 * 3600)
                let late = try await client.heartbeat()
                #expect(late.status == 403)
                #expect(late.code == "certificate-expired")
            }
        }
    }

    @Test("of a session come after twenty idle minutes; a heartbeat in time keeps it")
    func idleSession() async throws {
        try await withEmulator { test in
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                test.clock.advance(by: 19 * 60)
                #expect(try await client.heartbeat(cookie: cookie).cookie == cookie)
                test.clock.advance(by: 19 * 60)
                #expect(try await client.upload("0", "<Report>", cookie: cookie).status == 200)
                test.clock.advance(by: 20 * 60 + 1)
                let late = try await client.upload("1", "</Report>", cookie: cookie)
                #expect(late.status == 401)
                #expect(late.code == "session-unknown")
                #expect(try await client.heartbeat(cookie: cookie).cookie != cookie)
            }
        }
    }

    @Test("of a session are off where the settings say that cookies are optional")
    func optionalSession() async throws {
        let optional: (inout Settings) -> Void = { $0.session.cookie = .optional }
        try await withEmulator(change: optional) { test in
            try await test.withClient { client in
                let answer = try await client.upload("-1", SampleText.report, cookie: nil)
                #expect(answer.status == 200)
            }
        }
    }

    @Test("of a cookie that another certificate was given")
    func foreignCookie() async throws {
        try await withEmulator { test in
            let cookie = try await test.withClient("fund") { try await $0.heartbeat().cookie }
            try await test.withClient("demo") { client in
                let answer = try await client.upload("-1", SampleText.report, cookie: cookie)
                #expect(answer.code == "session-unknown")
            }
        }
    }

    @Test("hide another reporter's delivery as if it were not there")
    func foreignDelivery() async throws {
        try await withEmulator { test in
            let id = try await test.withClient("demo") { client in
                let cookie = try await client.heartbeat().cookie
                return try await client.upload("-1", SampleText.report, cookie: cookie).deliveryID
            }
            try await test.withClient("fund") { client in
                let answer = try await client.history(id)
                #expect(answer.status == 404)
                #expect(answer.code == "delivery-unknown")
            }
        }
    }

    @Test("of a file's content leave no delivery and no file behind", arguments: refusedContents)
    func content(_ content: String, code: String) async throws {
        try await withEmulator { test in
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                let answer = try await client.upload("-1", content, cookie: cookie)
                #expect(answer.status == 400)
                #expect(answer.code == code)
                #expect(try test.storedFiles == [])
            }
        }
    }

    @Test("of a fragment above the limit leave a hole that -1 does not close")
    func holeAfterTooLarge() async throws {
        let small: (inout Settings) -> Void = { $0.limits.fragmentBytes = 64 }
        try await withEmulator(change: small) { test in
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                let id = try await client.upload("0", "<Report xmlns=\"http://scb.se/gdb/vinn\">", cookie: cookie)
                    .deliveryID
                let large = try await client.upload("1", String(repeating: " ", count: 65), cookie: cookie)
                #expect(large.code == "fragment-too-large")
                let closing = try await client.upload("-1", "</Report>", cookie: cookie)
                #expect(closing.status == 409)
                #expect(closing.code == "upload-incomplete")
                #expect(try await client.history(id).statusText == "Bearbetar")
                #expect(try await client.upload("1", " ", cookie: cookie).status == 200)
                #expect(try await client.upload("-1", "</Report>", cookie: cookie).deliveryID == id)
                #expect(test.stored(id) == Data("<Report xmlns=\"http://scb.se/gdb/vinn\"> </Report>".utf8))
            }
        }
    }
}
