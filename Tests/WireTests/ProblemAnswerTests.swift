import Domain
import Foundation
import NIOCore
import NIOHTTP1
import Testing
import Wire

private let problemStatuses: [(Problem, UInt)] = [
    (.versionEnded, 410), (.hostMissing, 400), (.bodyIncomplete, 400), (.fragmentTooLarge(limit: 1), 413),
    (.sessionMissing(cookie: "c"), 401), (.mediaTypeUnsupported(nil), 415), (.diskFull(folder: "d"), 507),
    (.fragmentOutOfOrder(.numbered(2), expected: 1, fileName: "f"), 409), (.requestTimeout(limit: "1 second"), 408),
    (.uriTooLong(bytes: 2, limit: 1), 414), (.headersTooLarge(limit: 1), 431),
]

@Suite("Answer: problems as application/problem+json")
struct ProblemAnswerTests {
    @Test("The exact text, with Swedish letters and quotation marks as JSON has them")
    func exactText() {
        let problem = Problem.pathEncodingInvalid("å\"\\/%zz\u{1}")
        let answer = Answer.problem(problem, path: "/m2m/v2/history/Åä\"ö", traceID: "0123456789abcdef")
        let text =
            #"{"type":"urn:scb-m2m-emulator:problem:path-encoding-invalid","title":"The path is not valid UTF-8","#
            + #""status":400,"detail":"The path segment 'å\"\\/%zz\u0001' does not percent-decode to UTF-8.","#
            + #""instance":"/m2m/v2/history/Åä\"ö","code":"path-encoding-invalid","#
            + #""hint":"Percent-encode the UTF-8 bytes of each path segment (RFC 3986, 2.1): 'å' is %C3%A5.","#
            + #""traceId":"0123456789abcdef"}"#
        #expect(String(buffer: answer.body) == text)
        #expect(answer.status.code == 400)
        let expected = ["Content-Type: application/problem+json; charset=utf-8", "Content-Length: \(text.utf8.count)"]
        #expect(answer.headerLines == expected)
    }

    @Test("405 tells the methods that are allowed")
    func allow() {
        let problem = Problem.methodNotAllowed("PUT", path: "/m2m/v2/heartbeat", allowed: "GET")
        let answer = Answer.problem(problem, path: "/m2m/v2/heartbeat", traceID: "")
        #expect(answer.status.code == 405)
        #expect(answer.headerLines.last == "Allow: GET")
    }

    @Test(
        "The status line carries the problem's status",
        arguments: problemStatuses
    )
    func status(problem: Problem, status: UInt) {
        #expect(Answer.problem(problem, path: "", traceID: "").status.code == status)
    }

    @Test("A problem before any path was read has an empty instance, and the body is an object all the same")
    func noPath() throws {
        let answer = Answer.problem(.requestMalformed(reason: "x"), path: "", traceID: "t")
        let object = try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)) as? [String: Any]
        #expect(object?["instance"] as? String == "")
        #expect(object?["status"] as? Int == 400)
        #expect(object?.count == 8)
    }
}
