import Foundation
import Testing

@Suite("Bad input", .timeLimit(.minutes(5)))
struct BadInputTests {
    /// A request that is refused, and how.
    struct Case {
        let step: Step
        let status: Int
        let code: String

        init(_ step: Step, _ status: Int, _ code: String) {
            (self.step, self.status, self.code) = (step, status, code)
        }

        /// A fragment 0 of the small file, changed.
        static func fragment(_ status: Int, _ code: String, _ change: (inout Step) -> Void) -> Case {
            Case(.fragment(0, change: change), status, code)
        }

        /// A request without a body.
        static func request(_ line: String, _ status: Int, _ code: String) -> Case {
            let method = String(line.prefix { $0 != " " })
            return Case(.raw("\(line) HTTP/1.1\r\nHost: HOST\r\n\r\n", method: method), status, code)
        }
    }

    /// Plays all cases on one connection, behind a heartbeat: each answer must also leave the connection usable.
    private func expectRefused(_ cases: [Case], as user: String = "demo", heartbeat: Bool = true) async throws {
        try await withEmulator { emulator in
            let before: [Step] = heartbeat ? [.connect(user), .heartbeat] : [.connect(user)]
            let answers = try await emulator.replay(before + cases.map(\.step))
            for (answer, expected) in zip(answers.suffix(cases.count), cases) {
                let path = expected.step.path ?? expected.step.text ?? ""
                expectProblem(answer, expected.status, expected.code, path)
            }
            #expect(try emulator.storedFiles.isEmpty)
        }
    }

    @Test("Paths and methods")
    func routes() async throws {
        let file = "/m2m/v2/file/0/9990000045/VINN/2022-06-30/V40"
        try await self.expectRefused([
            .request("GET /", 404, "path-not-found"),
            .request("GET /m2m/v2", 404, "path-not-found"),
            .request("GET /m2m/v3/heartbeat", 404, "path-not-found"),
            .request("GET /m2m/v2/heartbeat/now", 404, "path-not-found"),
            .request("GET /m2m/v2//heartbeat", 404, "path-not-found"),
            .request("GET /m2m/v2/history", 404, "path-not-found"),
            .request("POST \(file)", 404, "path-not-found"),
            .request("POST \(file)/name.xml/1/more", 404, "path-not-found"),
            .request("GET /m2m/v1/heartbeat", 410, "version-1-ended"),
            .request("POST /m2m/v1/file/anything", 410, "version-1-ended"),
            .request("DELETE /m2m/v2/heartbeat", 405, "method-not-allowed"),
            .request("DELETE /m2m/v2/history/0f8fad5b-d9cb-469f-a165-70867728950e", 405, "method-not-allowed"),
            .request("GET \(file)/name.xml", 405, "method-not-allowed"),
            .request("PUT \(file)/name.xml", 405, "method-not-allowed"),
            .request("GET /m2m/v2/history/not-a-guid", 400, "delivery-id-invalid"),
            .request("GET /m2m/v2/history/%C3%28", 400, "path-encoding-invalid"),
            .request("GET /m2m/v2/history/0f8fad5b-d9cb-469f-a165-70867728950e", 404, "delivery-unknown"),
        ])
    }

    @Test("405 names the method that is allowed; HEAD has no body")
    func allow() async throws {
        try await withEmulator { emulator in
            func raw(_ method: String, _ path: String) -> Step {
                .raw("\(method) /m2m/v2/\(path) HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n", method: method)
            }
            let answers = try await emulator.replay([
                raw("DELETE", "heartbeat"), raw("DELETE", "history/x"), raw("HEAD", "heartbeat"),
                raw("OPTIONS", "file/0/9990000045/VINN/2022-06-30/V40/name.xml"), .heartbeat,
            ])
            #expect(answers.statuses == [405, 405, 405, 405, 200])
            #expect(answers.dropLast().map { $0.headers?["allow"] } == ["GET", "GET", "GET", "POST"])
            #expect(answers[2].body == "")
        }
    }

    @Test("Parameters of an upload")
    func parameters() async throws {
        let indices = ["abc", "1.5", "-2", "+1", "--1", "2147483648", "%20", "%E2%88%922", "%EF%BC%91"]
        let numbers = ["999000004", "99900000450", "99900000AB", "9990-000045", "SE9990000045"]
        let periods = ["2022-02-30", "2022-13-01", "20220630", "2022-6-30", "2022-06-30T00:00:00", "0000-01-01"]
        try await self.expectRefused(
            indices.map { index in .fragment(400, "fragment-invalid") { $0.index = index } }
                + numbers.map { number in
                    .fragment(400, "organisation-number-invalid") { $0.organisation = number }
                }
                + periods.map { period in .fragment(400, "reference-period-invalid") { $0.period = period } }
                + [
                    .fragment(400, "fragment-unicode-minus") { $0.index = "%E2%88%921" },
                    .fragment(400, "statistical-program-unknown") { $0.program = "VIN" },
                    .fragment(400, "file-format-unknown") { $0.format = "V99" },
                    .fragment(400, "file-format-unknown") { $0.format = "Krita_Monthly" },
                    .fragment(400, "file-name-invalid") { $0.name = String(repeating: "n", count: 256) },
                    .fragment(400, "file-name-invalid") { $0.name = "line\nbreak.xml" },
                    .fragment(400, "version-unknown") { $0.version = "2" },
                    .fragment(400, "path-encoding-invalid") { $0.organisation = "%C3%28" },
                    // The first wrong word is the one that is named.
                    .fragment(400, "organisation-number-invalid") { ($0.organisation, $0.format) = ("1", "V99") },
                ]
        )
    }

    @Test("What user demo may not report")
    func demoGrants() async throws {
        try await self.expectRefused([
            .fragment(403, "organisation-not-granted") { $0.organisation = "9990000052" },
            .fragment(403, "organisation-not-granted") { $0.organisation = "5560000000" },
        ])
    }

    @Test("What user fund may not report")
    func fundGrants() async throws {
        try await self.expectRefused(
            [
                .fragment(403, "organisation-not-granted") { _ in },
                .fragment(403, "program-not-granted") {
                    ($0.organisation, $0.program, $0.format) = ("9990000052", "KRITA", "Krita_Monthly")
                },
                .fragment(403, "format-not-granted") { ($0.organisation, $0.format) = ("9990000052", "V10") },
            ],
            as: "fund"
        )
    }

    @Test("Users see and continue nothing of each other's")
    func separateUsers() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let demo = try await emulator.replay([.heartbeat, .fragment(0, file), .fragment(-1)])
            func own(_ step: inout Step) { step.organisation = "9990000052" }
            let fund = try await emulator.replay(
                [.connect("fund"), .history(try demo[2].deliveryID), .fragment(0, file, change: own)],
                session: demo[0].session
            )
            expectProblem(fund[0], 404, "delivery-unknown")
            expectProblem(fund[1], 401, "session-unknown", "a session belongs to its certificate")
            let allowed = try await emulator.replay([.connect("fund"), .heartbeat, .fragment(-1, file, change: own)])
            expectStored(allowed[1])
        }
    }

    @Test("Without a session")
    func sessions() async throws {
        try await self.expectRefused(
            [
                .fragment(401, "session-missing") { _ in },
                .fragment(401, "session-missing") { $0.period = "wrong" },
                .request("POST /m2m/v2/nothing", 404, "path-not-found"),
            ],
            heartbeat: false
        )
    }

    @Test("A cookie that is no session's")
    func unknownSession() async throws {
        try await withEmulator { emulator in
            let answers = try await emulator.replay([.fragment(0)], session: "M2MSession-test=00ff")
            expectProblem(answers[0], 401, "session-unknown")
        }
    }

    @Test("Without a certificate: after the path, before everything else")
    func withoutCertificate() async throws {
        try await withEmulator { emulator in
            let answers = try await emulator.replay([
                .connect(nil), .heartbeat, .fragment(0) { $0.period = "wrong" },
                .history("0f8fad5b-d9cb-469f-a165-70867728950e"),
                .raw("GET /nothing HTTP/1.1\r\nHost: HOST\r\n\r\n"),
            ])
            for answer in answers[..<3] { expectProblem(answer, 403, "certificate-missing") }
            expectProblem(answers[3], 404, "path-not-found")
        }
    }

    @Test("File names that would be paths are only names")
    func pathsAsNames() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let names = ["..%2F..%2Fescape.xml", "C:%5Cescape.xml", "%2Ftmp%2Fescape.xml"]
            let uploads = names.map { name in
                Step.fragment(-1, file) { $0.path = "/m2m/v2/file/-1/9990000045/VINN/2022-06-30/V40/\(name)" }
            }
            let answers = try await emulator.replay([.heartbeat] + uploads)
            for answer in answers.dropFirst() { expectStored(answer) }
            let ids = try answers.dropFirst().map { try $0.deliveryID }
            #expect(Set(try emulator.storedFiles) == Set(ids))
            let everything = try FileManager.default.subpathsOfDirectory(atPath: emulator.place.folder.path)
            #expect(!everything.contains { $0.contains("escape") })
        }
    }
}
