import EmulatorTesting
import Foundation
import Management
import NIOHTTP1
import Testing

/// Clock, scenarios, sandboxes, certificates, journal, card and reset, as a test in any language uses them.
struct ControlRouteTests {
    private static let scope = "/environments/test"

    @Test("A clock is set, advanced and led to the next event in one piece")
    func clock() async throws {
        try await withManagement { managed in
            let set = try await managed.send(
                .PUT,
                "\(Self.scope)/clock",
                json: #"{"time": "2027-09-30T12:00:00Z", "advance": "20min", "frozen": true}"#
            )
            #expect(set.json["time"].string == "2027-09-30T12:20:00.000Z")
            #expect(set.json["frozen"].bool == true)
            let back = try await managed.send(.PUT, "\(Self.scope)/clock", json: #"{"advance": "-20min"}"#)
            #expect(back.json["time"].string == "2027-09-30T12:00:00.000Z")
            let id = try await managed.test.client().deliver()
            let next = try await managed.send(.PUT, "\(Self.scope)/clock", json: #"{"next": true}"#)
            #expect(next.json["events"][0]["text"].string == "delivery \(id) becomes Inläst")
            #expect(next.json["time"].string == "2027-09-30T12:00:02.000Z")
            let beyond = try await managed.send(.PUT, "\(Self.scope)/clock", json: #"{"advance": "-36500d"}"#)
            #expect(beyond.status == 409)
            #expect(beyond.json["code"].string == "clock-out-of-range")
        }
    }

    @Test("Changes at once come one after another: every one of them counts")
    func atOnce() async throws {
        try await withManagement { managed in
            let began = try managed.test.scope.now
            try await withThrowingTaskGroup(of: UInt.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let frozen = number.isMultiple(of: 2)
                        let body = #"{"advance": "1min", "frozen": \#(frozen)}"#
                        return try await managed.send(.PUT, "\(Self.scope)/clock", json: body).status
                    }
                }
                for try await status in group { #expect(status == 200) }
            }
            _ = try await managed.send(.PUT, "\(Self.scope)/clock", json: #"{"frozen": true}"#)
            let passed = try managed.test.scope.now.timeIntervalSince(began)
            // Between two changes the clock may have gone at the machine's pace.
            #expect(passed >= 1200 && passed < 1260)
        }
    }

    @Test("Two who force a status at once leave one of the two, and a timeline that has both")
    func forcedAtOnce() async throws {
        try await withManagement { managed in
            let id = try await managed.test.client().deliver()
            let path = "\(Self.scope)/deliveries/\(id)"
            async let one = managed.send(.PUT, path + "/status", json: #"{"status": "Systemfel"}"#)
            async let other = managed.send(.PUT, path + "/status", json: #"{"status": "Inläst"}"#)
            let answers = try await [one, other].compactMap { $0.json["status"]["text"].string }
            #expect(Set(answers) == ["Systemfel", "Inläst"])
            let timeline = try await managed.get(path + "/timeline").json["events"].list ?? []
            let forced = timeline.filter { $0["cause"].string == "force" }.compactMap { $0["status"]["text"].string }
            #expect(Set(forced) == ["Systemfel", "Inläst"])
            #expect(try await managed.get(path).json["status"]["text"].string == forced.last)
        }
    }

    @Test("Scenarios are replaced, added and removed")
    func scenarios() async throws {
        try await withManagement { managed in
            let path = "\(Self.scope)/scenarios"
            let put = try await managed.send(.PUT, path, json: #"{"scenarios": ["pedantic", "triggers"]}"#)
            #expect(put.json["scenarios"].list?.map { $0["name"].string } == ["pedantic", "triggers"])
            let again = try await managed.send(.POST, path, json: #"{"scenarios": ["triggers"]}"#)
            #expect(again.status == 409)
            #expect(again.json["code"].string == "scenario-exists")
            #expect(try await managed.send(.DELETE, path + "/pedantic").status == 204)
            let left = try await managed.get(path).json["scenarios"]
            #expect(left.list?.map { $0["name"].string } == ["triggers"])
            #expect(left[0]["text"].string == ReadyScenario.triggers.text)
        }
    }

    @Test("A sandbox is made with all that a client needs, works, and is gone when it is deleted")
    func sandbox() async throws {
        try await withManagement { managed in
            let made = try await managed.send(
                .POST,
                "\(Self.scope)/sandboxes",
                json: #"{"name": "one", "grants": [{"organisation": "9990000045", "program": "VINN"}], "seed": "5cb1"}"#
            )
            #expect(made.status == 201)
            let management = "http://127.0.0.1:\(managed.management.port)\(Self.scope)/sandboxes/one"
            #expect(made.headers.first(name: "Location") == management)
            #expect(made.json["management"].string == management)
            #expect(made.json["user"].string == "sandbox/one")
            #expect(made.json["seed"].string == "0000000000005cb1")
            #expect(made.json["grants"][0]["formats"].list?.compactMap(\.string) == ["V10", "V40"])
            #expect(made.json["key"].string?.hasPrefix("-----BEGIN PRIVATE KEY-----") == true)
            #expect(Data(base64Encoded: made.json["pkcs12"].string ?? "")?.isEmpty == false)
            let twice = try await managed.send(.POST, "\(Self.scope)/sandboxes", json: #"{"name": "one"}"#)
            #expect(twice.json["code"].string == "sandbox-exists")
            let list = try await managed.get("\(Self.scope)/sandboxes").json["sandboxes"]
            #expect(list[0].keys == ["name", "user", "serial", "seed", "grants", "management"])
            #expect(try await managed.send(.DELETE, "\(Self.scope)/sandboxes/one").status == 204)
            #expect(try await managed.get("\(Self.scope)/sandboxes/one").json["code"].string == "sandbox-unknown")
        }
    }

    @Test("The journal tells, waits, verifies, and says when it no longer can")
    func journal() async throws {
        try await withManagement { managed in
            let id = try await managed.test.client().deliver()
            let page = try await managed.get("\(Self.scope)/journal?endpoint=upload&delivery=\(id)").json
            let number = try #require(page["entries"][0]["number"].int)
            let entry = try await managed.get("\(Self.scope)/journal/\(number)").json
            #expect(entry["request"]["payload"]["sha256"].string?.count == 64)
            let waited = try await managed.get("\(Self.scope)/journal/wait?endpoint=heartbeat&timeout=1s").json
            #expect(waited["request"]["method"].string == "GET")
            let vain = try await managed.get("\(Self.scope)/journal/wait?endpoint=history&timeout=10ms")
            #expect(vain.status == 408)
            #expect(vain.json["code"].string == "waited-in-vain")
            let verified = try await managed.send(
                .POST,
                "\(Self.scope)/journal/verify",
                json:
                    #"{"expect": [{"call": "heartbeat"}, {"call": "upload", "fragment": -1, "times": 1}], "inOrder": true}"#
            )
            #expect(verified.json["verified"].bool == true)
            let ahead = try await managed.get("\(Self.scope)/journal/999")
            #expect(ahead.json["code"].string == "entry-unknown")
            _ = try await managed.send(.POST, "\(Self.scope)/reset")
            let gone = try await managed.get("\(Self.scope)/journal/\(number)")
            #expect(gone.status == 410)
            #expect(gone.json["code"].string == "entry-evicted")
        }
    }

    @Test(
        "HAR, bundle and report card",
        arguments: [
            ("journal.har", "application/json"), ("bundle", "application/json"),
            ("report-card?user=demo", "application/json"), ("report-card?user=demo&format=junit", "application/xml"),
            ("report-card?user=demo&format=html", "text/html; charset=utf-8"),
            ("report-card?user=demo&format=text", "text/plain; charset=utf-8"),
        ]
    )
    func exports(_ path: String, _ type: String) async throws {
        try await withManagement { managed in
            _ = try await managed.test.client().deliver()
            let answer = try await managed.get("\(Self.scope)/\(path)")
            #expect(answer.status == 200)
            #expect(answer.headers.first(name: "Content-Type") == type)
            #expect(!answer.text.isEmpty)
        }
    }

    @Test("A reset forgets deliveries and leaves sandboxes; the reset of all leaves nothing")
    func reset() async throws {
        try await withManagement { managed in
            _ = try await managed.test.client().deliver()
            _ = try await managed.send(.POST, "\(Self.scope)/sandboxes", json: #"{"name": "stays"}"#)
            #expect(try await managed.send(.POST, "\(Self.scope)/reset").status == 204)
            #expect(try await managed.get("\(Self.scope)/deliveries").json["deliveries"].list?.isEmpty == true)
            #expect(try await managed.get("\(Self.scope)/sandboxes/stays").status == 200)
            #expect(try await managed.send(.POST, "/reset").status == 204)
            #expect(try await managed.get("\(Self.scope)/sandboxes/stays").status == 404)
        }
    }
}
