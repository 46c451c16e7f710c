import EmulatorTesting
import Foundation
import Management
import NIOHTTP1
import Testing

/// Every malformed request is told what is wrong with it, and where.
struct MalformedTests {
    struct Case: Sendable {
        let method: HTTPMethod
        let path: String
        let body: String?
        let status: UInt
        let code: String
        /// Of the first mistake, or of the problem where it has none.
        let detail: String
        var place: String?
        var type: String? = "application/json"
    }

    private static let test = "/environments/test"

    static let cases = [
        Case(
            method: .PUT,
            path: "\(Self.test)/clock",
            body: #"{"frozzen": true}"#,
            status: 400,
            code: "request-invalid",
            detail: "/frozzen: found an unknown field; allowed: time, advance, next, frozen. Did you mean 'frozen'?",
            place: "#/frozzen"
        ),
        Case(
            method: .PUT,
            path: "\(Self.test)/clock",
            body: #"{"frozen": "yes"}"#,
            status: 400,
            code: "request-invalid",
            detail: "/frozen: found 'yes'; allowed: true, false.",
            place: "#/frozen"
        ),
        Case(
            method: .PUT,
            path: "\(Self.test)/clock",
            body: "[1]",
            status: 400,
            code: "request-invalid",
            detail: "the body: found a list; allowed: an object.",
            place: "#"
        ),
        Case(
            method: .PUT,
            path: "\(Self.test)/clock",
            body: "{}",
            status: 400,
            code: "request-invalid",
            detail: "the body: found an object; allowed: an object with at least one of time, advance, next, frozen.",
            place: "#"
        ),
        Case(
            method: .POST,
            path: "\(Self.test)/sandboxes",
            body: #"{"grants": [{"organisation": "12", "program": "VINN", "formats": ["V41"]}]}"#,
            status: 400,
            code: "request-invalid",
            detail: "/grants/0/organisation: found '12'; allowed: 10 digits, NNNNNNNNNN or NNNNNN-NNNN.",
            place: "#/grants/0/organisation"
        ),
        Case(
            method: .POST,
            path: "\(Self.test)/sandboxes",
            body: #"{"grants": [{"organisation": "9990000045", "program": "VINN", "formats": ["V41"]}]}"#,
            status: 400,
            code: "request-invalid",
            detail: "/grants/0/formats/0: found 'V41'; allowed: V10, V40. Did you mean 'V40'?",
            place: "#/grants/0/formats/0"
        ),
        Case(
            method: .POST,
            path: "\(Self.test)/sandboxes",
            body: #"{"scenario": "triggerz"}"#,
            status: 400,
            code: "request-invalid",
            detail: "/scenario, line 1, column 1: found 'triggerz'; allowed: the YAML of a scenario, or a ready one: "
                + "triggers, filing-day, flaky-network, maintenance, every-status, pedantic, idle-close. "
                + "Did you mean 'triggers'?",
            place: "#/scenario"
        ),
        Case(
            method: .POST,
            path: "\(Self.test)/journal/verify",
            body: #"{"expect": [{"call": "upload", "status": 1000}]}"#,
            status: 400,
            code: "request-invalid",
            detail: "/expect/0/status: found '1000'; allowed: an integer from 100 to 999.",
            place: "#/expect/0/status"
        ),
        Case(
            method: .GET,
            path: "\(Self.test)/deliveries?limit=0",
            body: nil,
            status: 400,
            code: "request-invalid",
            detail: "query parameter 'limit': found '0'; allowed: a whole number from 1 to 1000.",
            place: "limit"
        ),
        Case(
            method: .GET,
            path: "\(Self.test)/deliveries?filename=a.xml",
            body: nil,
            status: 400,
            code: "request-invalid",
            detail: "query parameter 'filename': found an unknown parameter; allowed: status, program, format, "
                + "organisation, period, fileName, user, after, limit. Did you mean 'fileName'?",
            place: "filename"
        ),
        Case(
            method: .GET,
            path: "\(Self.test)/deliveries/12",
            body: nil,
            status: 400,
            code: "request-invalid",
            detail: "path parameter 'id': found '12'; allowed: a GUID, 8-4-4-4-12 hexadecimal digits.",
            place: "id"
        ),
        Case(
            method: .GET,
            path: "\(Self.test)/deliveries/00000000-0000-0000-0000-000000000000",
            body: nil,
            status: 404,
            code: "delivery-unknown",
            detail: "There is no delivery 00000000-0000-0000-0000-000000000000 in the test environment outside its "
                + "sandboxes."
        ),
        Case(
            method: .GET,
            path: "/environments/production/clock",
            body: nil,
            status: 404,
            code: "environment-unknown",
            detail: "There is no environment 'production' running; allowed: test."
        ),
        Case(
            method: .PUT,
            path: "\(Self.test)/clock",
            body: #"{"frozen": tru}"#,
            status: 400,
            code: "body-not-json",
            detail: "The body cannot be read as JSON (RFC 8259): "
        ),
        Case(
            method: .PUT,
            path: "\(Self.test)/clock",
            body: #"{"frozen": true}"#,
            status: 415,
            code: "content-type-refused",
            detail: "The Content-Type is 'text/plain'; allowed: application/json.",
            type: "text/plain"
        ),
        Case(
            method: .POST,
            path: "/reset",
            body: "a=b",
            status: 415,
            code: "content-type-refused",
            detail: "The Content-Type is 'application/x-www-form-urlencoded'; allowed: application/json.",
            type: "application/x-www-form-urlencoded"
        ),
        Case(
            method: .PUT,
            path: "\(Self.test)/scenarios",
            body: "scenario: a\nrules:\n  - name: b\n    than: {status: [{state: read}]}\n",
            status: 400,
            code: "request-invalid",
            detail: "line 4, column 5, rules[0]: found the unknown key 'than'; allowed: name, when, then. "
                + "Did you mean 'then'?",
            place: "#",
            type: "application/yaml"
        ),
        Case(
            method: .DELETE,
            path: "\(Self.test)/scenarios/none",
            body: nil,
            status: 404,
            code: "scenario-unknown",
            detail: "There is no scenario 'none': there is 'triggers'."
        ),
    ]

    @Test("Each mistake is named with its place, what was found and what is allowed")
    func malformed() async throws {
        try await withManagement { managed in
            for sample in Self.cases {
                var headers: HTTPHeaders = [:]
                if sample.body != nil, let type = sample.type { headers.add(name: "Content-Type", value: type) }
                let answer = try await managed.send(sample.method, sample.path, headers: headers, body: sample.body)
                let what = Comment(rawValue: "\(sample.method) \(sample.path) \(sample.body ?? "")")
                #expect(answer.status == sample.status, what)
                #expect(answer.headers.first(name: "Content-Type") == "application/problem+json", what)
                #expect(answer.json["code"].string == sample.code, what)
                let mistake = answer.json["errors"][0]
                let detail = mistake["detail"].string ?? answer.json["detail"].string ?? ""
                #expect(detail.hasPrefix(sample.detail), what)
                #expect((mistake["pointer"].string ?? mistake["parameter"].string) == sample.place, what)
            }
            let all = try await managed.send(
                .PUT,
                "\(Self.test)/clock",
                json: #"{"time": "noon", "advance": "5", "frozen": 1}"#
            )
            #expect(
                all.json["errors"].list?.compactMap { $0["pointer"].string } == ["#/time", "#/advance", "#/frozen"]
            )
        }
    }

    @Test("Too large, too slow, and no HTTP at all")
    func bounds() async throws {
        var options = try ManagementOptions.anyPort()
        options.limits.bodyBytes = 1000
        options.limits.request = .milliseconds(200)
        try await withManagement(management: options) { managed in
            let large = try await managed.send(
                .PUT,
                "\(Self.test)/clock",
                json: "{" + String(repeating: " ", count: 2000) + "}"
            )
            #expect(large.status == 413)
            #expect(large.json["detail"].string == "The body has more than 1000 bytes, which is the limit.")
            let port = managed.management.port
            let slow = try await RawRequest.send(
                "PUT \(Self.test)/clock HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 10\r\n\r\n{",
                port: port
            )
            #expect(slow.status == 408)
            #expect(slow.json["code"].string == "body-too-slow")
            let other = try await RawRequest.send("HELLO\r\n\r\n", port: port)
            #expect(other.status == 400)
            #expect(other.json["code"].string == "request-malformed")
        }
    }
}
