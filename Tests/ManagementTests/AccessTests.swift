import Foundation
import Management
import Testing

/// Who is let in: any web page can reach a loopback port, and some answers hold private keys.
struct AccessTests {
    struct Case: Sendable {
        let what: String
        /// `PORT` stands for the listener's.
        let fields: [String]
        let status: Int
        let code: String?
        var path = "/environments"
        var token: String?
    }

    static let secret = "0123456789abcdef0123456789abcdef"

    static let cases = [
        Case(what: "loopback address", fields: ["Host: 127.0.0.1:PORT"], status: 200, code: nil),
        Case(what: "no port", fields: ["Host: 127.0.0.1"], status: 200, code: nil),
        Case(what: "localhost", fields: ["Host: LocalHost:PORT"], status: 200, code: nil),
        Case(what: "version 6", fields: ["Host: [::1]:PORT"], status: 200, code: nil),
        Case(what: "no host", fields: [], status: 400, code: "host-missing"),
        Case(what: "two hosts", fields: ["Host: localhost", "Host: localhost"], status: 400, code: "host-missing"),
        Case(what: "rebound name", fields: ["Host: evil.example:PORT"], status: 403, code: "host-refused"),
        Case(
            what: "name that begins well",
            fields: ["Host: localhost.evil.example"],
            status: 403,
            code: "host-refused"
        ),
        Case(what: "userinfo", fields: ["Host: localhost@evil.example"], status: 403, code: "host-refused"),
        Case(
            what: "own origin",
            fields: ["Host: 127.0.0.1:PORT", "Origin: http://127.0.0.1:PORT"],
            status: 200,
            code: nil
        ),
        Case(
            what: "another page",
            fields: ["Host: 127.0.0.1:PORT", "Origin: https://evil.example"],
            status: 403,
            code: "origin-refused"
        ),
        Case(
            what: "another port of this machine",
            fields: ["Host: 127.0.0.1:PORT", "Origin: http://127.0.0.1:1"],
            status: 403,
            code: "origin-refused"
        ),
        Case(what: "opaque page", fields: ["Host: localhost", "Origin: null"], status: 403, code: "origin-refused"),
        Case(
            what: "an image of a page",
            fields: ["Host: localhost", "Sec-Fetch-Site: cross-site"],
            status: 403,
            code: "origin-refused"
        ),
        Case(
            what: "health of another page",
            fields: ["Host: localhost", "Origin: https://evil.example"],
            status: 403,
            code: "origin-refused",
            path: "/health"
        ),
        Case(what: "no token", fields: ["Host: localhost"], status: 401, code: "token-missing", token: Self.secret),
        Case(
            what: "health needs none",
            fields: ["Host: localhost"],
            status: 200,
            code: nil,
            path: "/health",
            token: Self.secret
        ),
        Case(
            what: "another scheme",
            fields: ["Host: localhost", "Authorization: Basic \(Self.secret)"],
            status: 401,
            code: "token-missing",
            token: Self.secret
        ),
        Case(
            what: "wrong token",
            fields: ["Host: localhost", "Authorization: Bearer 0123456789abcdef0123456789abcdeF"],
            status: 401,
            code: "token-wrong",
            token: Self.secret
        ),
        Case(
            what: "half a token",
            fields: ["Host: localhost", "Authorization: Bearer 0123456789abcdef"],
            status: 401,
            code: "token-wrong",
            token: Self.secret
        ),
        Case(
            what: "the token",
            fields: ["Host: localhost", "Authorization: bearer \(Self.secret)"],
            status: 200,
            code: nil,
            token: Self.secret
        ),
    ]

    @Test("Host, Origin and token", arguments: [nil, Self.secret])
    func access(_ token: String?) async throws {
        try await withManagement(management: .anyPort(token: token)) { managed in
            for sample in Self.cases where sample.token == token {
                try await self.check(sample, port: managed.management.port)
            }
        }
    }

    private func check(_ sample: Case, port: Int) async throws {
        let fields = sample.fields.map { $0.replacing("PORT", with: "\(port)") + "\r\n" }.joined()
        let text = "GET \(sample.path) HTTP/1.1\r\n\(fields)Connection: close\r\n\r\n"
        let answer = try await RawRequest.send(text, port: port)
        let what = Comment(rawValue: sample.what)
        #expect(answer.status == sample.status, what)
        #expect(answer.json["code"].string == sample.code, what)
        #expect(!answer.head.lowercased().contains("access-control"), what)
        #expect(answer.head.contains("WWW-Authenticate: Bearer") == (sample.status == 401), what)
        #expect(!answer.body.contains(Self.secret), what)
    }

    @Test("Beyond loopback it starts with a token only")
    func beyondLoopback() async throws {
        await #expect {
            try await withManagement(management: .anyPort(host: "0.0.0.0")) { _ in }
        } throws: { error in
            "\(error)" == """
                The management listener may not be bound to '0.0.0.0' without a token: whoever reaches it can issue \
                certificates and read keys and files. Give a token with --management-token-file, or use \
                --management-host 127.0.0.1.
                """
        }
        try await withManagement(management: .anyPort(host: "0.0.0.0", token: Self.secret)) { managed in
            let text =
                "GET /environments HTTP/1.1\r\nHost: emulator.lan\r\nAuthorization: Bearer \(Self.secret)\r\n"
                + "Connection: close\r\n\r\n"
            let answer = try await RawRequest.send(text, port: managed.management.port)
            #expect(answer.status == 200)
        }
    }

    @Test("A port that is taken is told")
    func taken() async throws {
        try await withManagement { managed in
            let port = managed.management.port
            var options = ManagementOptions()
            options.port = port
            let taken = options
            await #expect {
                try await withManagement(management: taken) { _ in }
            } throws: { error in
                "\(error)" == """
                    The management listener cannot listen on 127.0.0.1:\(port): Address already in use. Stop what uses \
                    the port, or choose another with --management-port (0 means any free one).
                    """
            }
        }
    }

    @Test("A token that is none is told, and not shown", arguments: ["", "short", "with spaces in the middle"])
    func badToken(_ text: String) {
        #expect {
            try ManagementToken(text)
        } throws: { error in
            let told = "\(error)"
            return told.contains("Make one with 'openssl rand -hex 32'.")
                && (text.isEmpty || !told.contains("'\(text)'"))
        }
    }
}
