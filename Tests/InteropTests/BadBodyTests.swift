import Foundation
import Testing

@Suite("Bad bodies and bad HTTP", .timeLimit(.minutes(5)))
struct BadBodyTests {
    private static let head = "Content-Disposition: form-data; name=File; filename=a.xml\r\n\r\n"

    /// Bodies that are no form, with what becomes of each.
    private static let malformed = [
        "",
        "no boundary at all",
        "--BOUNDARY--",
        "--BOUNDARY\r\n\(head)<a/>",
        "--BOUNDARY\r\n\(head)<a/>\r\n--BOUNDARY",
        "--BOUNDARY\r\n\(head)<a/>\n--BOUNDARY--\n",
        "--BOUNDARY\r\nno colon\r\n\r\n<a/>\r\n--BOUNDARY--\r\n",
        "--BOUNDARY\r\n\r\n<a/>\r\n--BOUNDARY--\r\n",
        "--BOUNDARY\r\nContent-Type: text/xml\r\n\r\n<a/>\r\n--BOUNDARY--\r\n",
        "--BOUNDARY\r\n\(head)<a/>\r\n--BOUNDARY\r\n\(head)<a/>\r\n--BOUNDARY--\r\n",
        "--BOUNDARY\r\nX: \(String(repeating: "x", count: 20_000))\r\n\(head)<a/>\r\n--BOUNDARY--\r\n",
    ]

    @Test("Malformed forms")
    func malformed() async throws {
        try await withEmulator { emulator in
            let steps = Self.malformed.map { body in Step.fragment(0) { $0.body = body } }
            let answers = try await emulator.replay([.heartbeat] + steps + [.heartbeat])
            for (answer, body) in zip(answers.dropFirst(), Self.malformed) {
                // A form without parts breaks no rule but has no file.
                expectProblem(answer, 400, body == "--BOUNDARY--" ? "file-part-missing" : "multipart-malformed", body)
            }
            #expect(answers[answers.count - 1].status == 200)
            #expect(try emulator.storedFiles.isEmpty)
        }
    }

    @Test("Forms without the file part; with other fields beside it")
    func fileParts() async throws {
        try await withEmulator { emulator in
            func form(_ parts: String...) -> String {
                parts.map { "--BOUNDARY\r\nContent-Disposition: form-data; \($0)" }.joined() + "--BOUNDARY--\r\n"
            }
            let other = "name=note\r\n\r\nhello\r\n"
            let bodies = [
                form(other),
                form("name=\"Files\"; filename=\"a.xml\"\r\n\r\n<a/>\r\n"),
                form("name=File\r\n\r\n<a/>\r\n"),
                form(other, "filename=\"a.xml\"; name=\"fILE\"\r\nContent-Type: text/xml\r\n\r\n<a/>\r\n", other),
            ]
            let steps = bodies.map { body in Step.fragment(0) { ($0.body, $0.format) = (body, "V10") } }
            let answers = try await emulator.replay([.heartbeat] + steps + [.fragment(-1) { $0.format = "V10" }])
            for answer in answers[1...3] { expectProblem(answer, 400, "file-part-missing") }
            expectStored(answers[4])
            expectStored(answers[5])
            let file = emulator.place.data.appendingPathComponent("test/files/\(try answers[5].deliveryID)")
            #expect(try String(contentsOf: file, encoding: .utf8) == "<a/>")
        }
    }

    @Test("Other media types, and none")
    func mediaTypes() async throws {
        try await withEmulator { emulator in
            let types = [
                "text/xml", "application/json", "multipart/mixed; boundary=BOUNDARY", "multipart/form-data",
                "multipart/form-data; boundary=", "multipart/form-data; boundary=\(String(repeating: "b", count: 71))",
            ]
            let steps = types.map { type in Step.fragment(0) { $0.contentType = type } }
            let none = Step.raw(
                "POST /m2m/v2/file/0/9990000045/VINN/2022-06-30/V40/none.xml/ HTTP/1.1\r\nHost: HOST\r\n"
                    + "Cookie: COOKIE\r\nContent-Length: 2\r\n\r\nhi"
            )
            let answers = try await emulator.replay([.heartbeat] + steps + [none, .heartbeat])
            for (answer, type) in zip(answers.dropFirst(), types + [""]) {
                expectProblem(answer, 415, "media-type-unsupported", type)
            }
            #expect(answers[answers.count - 1].status == 200)
        }
    }

    @Test("Files that fail the format check are refused at -1 and forgotten")
    func formatCheck() async throws {
        try await withEmulator { emulator in
            let cases = [
                ("v40-mismatched-tag.xml", "file-not-well-formed"), ("v40-truncated.xml", "file-not-well-formed"),
                ("not-xml.csv", "file-not-well-formed"), ("v40-wrong-root.xml", "file-wrong-root"),
                ("v40-wrong-namespace.xml", "file-wrong-namespace"), ("v40-no-namespace.xml", "file-wrong-namespace"),
                ("v40-billion-laughs.xml", "file-not-well-formed"), ("empty.xml", "file-empty"),
            ]
            for (name, code) in cases {
                let file = try await SentFile(Repository.fixture("files/\(name)"), in: emulator.place)
                let answers = try await emulator.replay([.heartbeat, .fragment(0, file), .fragment(-1), .history])
                expectStored(answers[1])
                expectProblem(answers[2], 400, code, name)
                expectProblem(answers[3], 404, "delivery-unknown", name)
            }
            #expect(try emulator.storedFiles.isEmpty)
        }
    }

    /// Text that is no proper HTTP, with its answer; the connection ends after each.
    private static let badHTTP: [(text: String, status: Int, code: String)] = [
        ("garbage\r\n\r\n", 400, "request-malformed"),
        ("\u{16}\u{03}\u{01}\u{00}\u{05}hello\r\n\r\n", 400, "request-malformed"),
        ("GET /m2m/v2/heartbeat HTTP/9.9\r\nHost: HOST\r\n\r\n", 400, "request-malformed"),
        ("GET /m2m/v2/heartbeat HTTP/1.1\r\nHost HOST\r\n\r\n", 400, "request-malformed"),
        ("GET /m2m/v2/heartbeat HTTP/1.1\r\nHost: HOST\r\nContent-Length: abc\r\n\r\n", 400, "request-malformed"),
        (
            "GET /m2m/v2/heartbeat HTTP/1.1\r\nHost: HOST\r\nX: \(String(repeating: "x", count: 40_000))\r\n\r\n",
            431, "headers-too-large"
        ),
        (
            "GET /m2m/v2/heartbeat HTTP/1.1\r\nHost: HOST\r\n"
                + String(repeating: "X: \(String(repeating: "x", count: 90))\r\n", count: 400) + "\r\n",
            431, "headers-too-large"
        ),
    ]

    @Test("What is not HTTP, and head fields that are too large: answered, then the connection ends")
    func badHTTP() async throws {
        try await withEmulator { emulator in
            let steps = Self.badHTTP.flatMap { [Step.connect("demo"), .raw($0.text), .closed] }
            let answers = try await emulator.replay(steps)
            for (number, expected) in Self.badHTTP.enumerated() {
                expectProblem(answers[number * 2], expected.status, expected.code, "\(expected.text.prefix(100))")
                #expect(answers[number * 2 + 1].closed == true, "\(expected.text.prefix(100))")
            }
        }
    }

    @Test("A head that is far too large is read over: the client, still sending, sees the answer")
    func largeHead() async throws {
        try await withEmulator { emulator in
            let field = "X: \(String(repeating: "x", count: 2_000_000))\r\n"
            let head = Step.raw("GET /m2m/v2/heartbeat HTTP/1.1\r\nHost: HOST\r\n\(field)\r\n")
            // Several times, for whether a client that is cut off still reads the answer is a matter of luck.
            let answers = try await emulator.replay((0..<15).flatMap { _ in [Step.connect("demo"), head] })
            #expect(answers.statuses == Array(repeating: 431, count: 15))
        }
    }

    @Test("A target that is too long, and Host fields that are not one")
    func heads() async throws {
        try await withEmulator { emulator in
            let long = String(repeating: "l", count: 9_000)
            let answers = try await emulator.replay([
                .raw("GET /m2m/v2/\(long) HTTP/1.1\r\nHost: HOST\r\n\r\n"),
                .raw("GET /m2m/v2/heartbeat HTTP/1.1\r\n\r\n"),
                .raw("GET /m2m/v2/heartbeat HTTP/1.1\r\nHost: HOST\r\nHost: other\r\n\r\n"),
                .raw("GET /m2m/v2/heartbeat?query=1 HTTP/1.1\r\nHost: HOST\r\n\r\n"),
                .raw("GET https://HOST/m2m/v2/heartbeat HTTP/1.1\r\nHost: HOST\r\n\r\n"),
                .raw("GET /m2m/v2/heartbeat HTTP/1.0\r\n\r\n"),
                .closed,
            ])
            expectProblem(answers[0], 414, "uri-too-long")
            expectProblem(answers[1], 400, "host-missing")
            expectProblem(answers[2], 400, "host-missing")
            #expect(answers[3...5].map(\.status) == [200, 200, 200])
            #expect(answers[6].closed == true, "HTTP/1.0 connections end with the answer")
        }
    }

    @Test("A body whose chunks or length cannot be read is answered, and leaves a hole")
    func unreadableBody() async throws {
        try await withEmulator { emulator in
            func post(_ name: String, _ rest: String) -> Step {
                .raw(
                    "POST /m2m/v2/file/0/9990000045/VINN/2022-06-30/V40/\(name)/ HTTP/1.1\r\nHost: HOST\r\n"
                        + "Cookie: COOKIE\r\nContent-Type: multipart/form-data; boundary=b\r\n\(rest)"
                )
            }
            let answers = try await emulator.replay([
                .heartbeat, post("a.xml", "Transfer-Encoding: chunked\r\n\r\nzz\r\n--b\r\n"), .closed,
                .connect("demo"), .fragment(-1) { $0.name = "a.xml" },
                post("b.xml", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"), .closed,
            ])
            expectProblem(answers[1], 400, "request-malformed")
            #expect(answers[2].closed == true)
            expectProblem(answers[3], 409, "upload-incomplete")
            expectProblem(answers[4], 400, "request-malformed")
            #expect(answers[5].closed == true)
        }
    }
}
