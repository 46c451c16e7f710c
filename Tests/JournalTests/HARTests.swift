import Domain
import Foundation
import Journal
import Testing

/// What HAR 1.2 requires of a file, and that no secret is in it.
@Suite struct HARTests {
    private func har(redaction: Redaction = .secrets) throws -> [String: Any] {
        let journal = Journal.example()
        journal.record()
        journal.record(Example.upload("0"), Example.answer(409, "fragment-out-of-order"))
        journal.record(Example.upload("1"), .abandonedByClient)
        journal.recordHandshake()
        let document = HARDocument(
            try journal.page().entries,
            redaction: redaction,
            hashes: [2: .sha256("00ff")],
            emulatorVersion: "1.2.3"
        )
        let data = try JournalJSON.data(document)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return try #require(object["log"] as? [String: Any])
    }

    private func entries(redaction: Redaction = .secrets) throws -> [[String: Any]] {
        try #require(try self.har(redaction: redaction)["entries"] as? [[String: Any]])
    }

    @Test func theLogHasItsRequiredMembers() throws {
        let log = try self.har()
        #expect(log["version"] as? String == "1.2")
        #expect(log["creator"] as? [String: String] == ["name": "scb-m2m-emulator", "version": "1.2.3"])
        let own = try #require(log["_m2m"] as? [String: [[String: Any]]])
        #expect(own["failedHandshakes"]?.count == 1)
    }

    @Test func eachEntryHasItsRequiredMembers() throws {
        let entries = try self.entries()
        #expect(entries.count == 3)
        for entry in entries {
            #expect(
                ["startedDateTime", "time", "request", "response", "cache", "timings"].allSatisfy { entry[$0] != nil }
            )
            let request = try #require(entry["request"] as? [String: Any])
            let ofRequest = [
                "method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize",
            ]
            #expect(ofRequest.allSatisfy { request[$0] != nil })
            let response = try #require(entry["response"] as? [String: Any])
            let ofResponse = [
                "status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize",
                "bodySize",
            ]
            #expect(ofResponse.allSatisfy { response[$0] != nil })
            let content = try #require(response["content"] as? [String: Any])
            #expect(content["size"] != nil && content["mimeType"] != nil)
            let timings = try #require(entry["timings"] as? [String: Double])
            #expect(timings.values.reduce(0, +) == entry["time"] as? Double)
        }
    }

    @Test func requestAndAnswerAreTold() throws {
        let entry = try self.entries()[1]
        let request = try #require(entry["request"] as? [String: Any])
        let response = try #require(entry["response"] as? [String: Any])
        #expect(request["url"] as? String == "https://localhost:8443/m2m/v2/upload")
        #expect(response["status"] as? Int == 409)
        #expect(response["statusText"] as? String == "Conflict")
        #expect(entry["startedDateTime"] as? String == "2026-09-21T14:13:22.000Z")
        let own = try #require(entry["_m2m"] as? [String: Any])
        #expect(own["user"] as? String == "demo")
        #expect((own["request"] as? [String: Any])?["traceId"] as? String == String(repeating: "0", count: 31) + "2")
    }

    @Test func aRequestWithoutAnAnswerHasTheStatusZero() throws {
        let entry = try self.entries()[2]
        let response = try #require(entry["response"] as? [String: Any])
        #expect(response["status"] as? Int == 0)
        #expect((entry["_m2m"] as? [String: Any])?["outcome"] as? String == "abandoned")
    }

    @Test func cookiesAreLeftOutUnlessAskedFor() throws {
        let cookies: (Redaction) throws -> [[String: String]] = { redaction in
            let request = try self.entries(redaction: redaction)[0]["request"] as? [String: Any]
            return try #require(request?["cookies"] as? [[String: String]])
        }
        #expect(try cookies(.secrets) == [["name": "M2MSession-test", "value": "REDACTED"]])
        #expect(try cookies(.none) == [["name": "M2MSession-test", "value": "secret"]])
        #expect(try !"\(self.har())".contains("secret"))
    }
}
