import Domain
import Foundation
import NIOHTTP1
import Server
import Settings
import Testing

@Suite("Variants of the answers, over the wire")
struct VariantTests {
    private struct Answers {
        let heartbeat: M2MClient.Answer
        let stored: M2MClient.Answer
        let processing: M2MClient.Answer
        let stopped: M2MClient.Answer
        let problem: M2MClient.Answer

        var all: [M2MClient.Answer] { [self.heartbeat, self.stored, self.processing, self.stopped, self.problem] }
    }

    /// A file in which validation finds something, and a call that is refused.
    private static func answers(_ variants: Set<AnswerVariant>) async throws -> Answers {
        let clock = ControllableClock(startingAt: Date(timeIntervalSince1970: 1_700_000_000.25), isFrozen: true)
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let change: (inout Settings) -> Void = { $0.answers.variants = variants }
        return try await withEmulator(certificates: folder.path, clock: clock, change: change) { test in
            try await test.withClient { client in
                let heartbeat = try await client.heartbeat()
                let cookies = heartbeat.headers["Set-Cookie"].map { $0.prefix { $0 != ";" } }
                let content = "<Report xmlns=\"http://scb.se/gdb/vinn\"/>"
                let stored = try await client.upload("-1", content, cookie: cookies.joined(separator: "; "))
                let id = try #require(stored.object.first { $0.key.lowercased() == "deliveryid" }?.value as? String)
                let processing = try await client.history(id)
                await test.emulator.validationsSettled()
                clock.advance(by: 2)
                return Answers(
                    heartbeat: heartbeat,
                    stored: stored,
                    processing: processing,
                    stopped: try await client.history(id),
                    problem: try await client.history("ä")
                )
            }
        }
    }

    @Test("The exact bytes of each, with the id that the answer gave", arguments: AnswerVariant.allCases)
    func each(_ variant: AnswerVariant) async throws {
        let answers = try await Self.answers([variant])
        #expect(answers.all.map(\.status) == [200, 200, 200, 200, 400])
        // The unknown property before it has an id too.
        let id = try #require(answers.stored.body.matches(of: /[0-9A-Fa-f-]{36}/).last).output
        let (heartbeat, stored, processing, stopped) = Self.expected(variant, String(id))
        #expect(answers.heartbeat.body == heartbeat)
        #expect(answers.stored.body == stored)
        #expect(answers.processing.body == processing)
        #expect(answers.stopped.body == stopped)
        let type = variant == .noCharset ? "" : "; charset=utf-8"
        #expect(answers.stored.headers["Content-Type"] == ["application/json\(type)"])
        #expect(answers.problem.headers["Content-Type"] == ["application/problem+json\(type)"])
        for answer in answers.all {
            #expect(answer.headers.contains(name: "Content-Length") == (variant != .chunked))
            #expect(answer.headers["Transfer-Encoding"] == (variant == .chunked ? ["chunked"] : []))
        }
        #expect(answers.heartbeat.headers["Set-Cookie"].count == (variant == .moreCookies ? 2 : 1))
    }

    private static func expected(_ variant: AnswerVariant, _ id: String) -> (String, String, String, String) {
        var heartbeat = "2023-11-14T22:13:20.250Z"
        var stored = [("DeliveryId", "\"\(id)\""), ("TimeStamp", "\"2023-11-14T22:13:20.250Z\"")]
        var processing = [
            ("Id", "\"\(id)\""), ("ProgressStatus", "1"), ("SubmissionDate", "\"2023-11-14 23:13:20\""),
            ("Status", "\"Bearbetar\""), ("FileWasUploaded", "false"),
        ]
        var stopped = processing
        (stopped[1].1, stopped[3].1) = ("2", "\"Ej Inläst\"")
        func both(_ change: (inout [(String, String)]) -> Void) {
            change(&processing)
            change(&stopped)
        }
        func all(_ change: (inout [(String, String)]) -> Void) {
            change(&stored)
            both(change)
        }
        switch variant {
        case .filID: both { $0[0].0 = "FilId" }
        case .ejInlastLower: stopped[3].1 = "\"Ej inläst\""
        case .pagar: processing[3].1 = "\"Pågår\""
        case .camelCase: all { $0 = $0.map { ($0.0.prefix(1).lowercased() + $0.0.dropFirst(), $0.1) } }
        case .otherOrder: all { $0.reverse() }
        case .extraProperties:
            let metadata =
                #"{"Id":"00000000-0000-0000-0000-000000000000","ProgressStatus":-1,"Status":"Okänd","Tags":[]}"#
            all { $0 = [("Metadata", metadata)] + $0 + [("Reserved", "null")] }
        case .escapedNonASCII: stopped[3].1 = #""Ej Inl\u00E4st""#
        case .sevenDigits:
            (heartbeat, stored[1].1) = ("2023-11-14T22:13:20.2500000Z", "\"2023-11-14T22:13:20.2500000Z\"")
        case .wholeSeconds: heartbeat = "2023-11-14T22:13:20Z"
        case .utcSubmissionDate: both { $0[2].1 = "\"2023-11-14 22:13:20\"" }
        case .indented, .upperCaseIDs, .noCharset, .chunked, .moreCookies: break
        }
        let isIndented = variant == .indented
        return (
            "\"\(heartbeat)\"", self.text(stored, isIndented), self.text(processing, isIndented),
            self.text(stopped, isIndented)
        )
    }

    private static func text(_ properties: [(String, String)], _ isIndented: Bool) -> String {
        guard isIndented else { return "{" + properties.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}" }
        return "{\r\n" + properties.map { "  \"\($0)\": \($1)" }.joined(separator: ",\r\n") + "\r\n}"
    }

    @Test("GUIDs are upper case where asked for, and found in either case")
    func upperCase() async throws {
        let answers = try await Self.answers([.upperCaseIDs])
        #expect(answers.stored.deliveryID == answers.stored.deliveryID.uppercased())
        #expect(answers.stopped.property("Id") == answers.stored.deliveryID)
    }

    @Test("A client that returns one cookie, the first, has no session where another comes before it")
    func firstCookieOnly() async throws {
        let change: (inout Settings) -> Void = { $0.answers.variants = [.moreCookies] }
        try await withEmulator(change: change) { test in
            try await test.withClient { client in
                let heartbeat = try await client.heartbeat()
                #expect(try await client.upload("-1", SampleText.report, cookie: heartbeat.cookie).status == 401)
            }
        }
    }

    @Test("All at once are valid JSON for Foundation and Python, with the values of the ordinary answers")
    func allAtOnce() async throws {
        let ordinary = try await Self.answers([])
        let varied = try await Self.answers(Set(AnswerVariant.allCases))
        #expect(varied.all.map(\.status) == ordinary.all.map(\.status))
        #expect(try varied.heartbeat.json as? String == "2023-11-14T22:13:20Z")
        for answer in varied.all { #expect(answer.headers["Transfer-Encoding"] == ["chunked"]) }
        let pairs = [
            (ordinary.stored, varied.stored), (ordinary.processing, varied.processing),
            (ordinary.stopped, varied.stopped), (ordinary.problem, varied.problem),
        ]
        for (plain, varied) in pairs {
            #expect(try Self.normal(varied.object) == Self.normal(plain.object))
            #expect(varied.body.utf8.allSatisfy { $0 < 0x80 })
            #expect(try Python.json(varied.body) == varied.object as NSDictionary)
        }
    }

    /// What a client that depends on no accident makes of an answer; ids and times of two runs differ.
    private static func normal(_ object: [String: Any]) throws -> NSDictionary {
        var normal: [String: Any] = [:]
        for (name, value) in object where !["metadata", "reserved", "traceid"].contains(name.lowercased()) {
            switch (name.lowercased(), value) {
            case ("deliveryid", let id as String), ("id", let id as String), ("filid", let id as String):
                #expect(UUID(uuidString: id) != nil)
                normal["id"] = ""
            case ("status", let text as String):
                normal["status"] = text.replacing("Pågår", with: "Bearbetar").lowercased()
            case ("timestamp", let time as String): normal["timestamp"] = time.replacing("0000Z", with: "Z")
            case ("submissiondate", let time as String):
                normal["submissiondate"] = time.replacing(" 23:", with: " 22:")
            default: normal[name.lowercased()] = value
            }
        }
        return normal as NSDictionary
    }
}

extension M2MClient.Answer {
    fileprivate var json: Any {
        get throws { try JSONSerialization.jsonObject(with: Data(self.body.utf8), options: .fragmentsAllowed) }
    }

    fileprivate var object: [String: Any] { (try? self.json as? [String: Any]) ?? [:] }
}

/// Another reader of JSON.
private enum Python {
    /// What Python reads, written by Python.
    static func json(_ text: String) throws -> NSDictionary? {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", "import json, sys; print(json.dumps(json.loads(sys.argv[1]), separators=(',', ':')))",
            text,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONSerialization.jsonObject(with: data) as? NSDictionary
    }
}
