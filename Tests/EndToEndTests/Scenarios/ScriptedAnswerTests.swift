import Domain
import Foundation
import NIOHTTP1
import Scenarios
import Server
import Testing

@Suite("Answers that a scenario gives")
struct ScriptedAnswerTests {
    @Test("In place of the emulator's: status, code, header fields, and the request does nothing")
    func instead() async throws {
        let answer = "{status: 503, code: scripted-busy, headers: {Retry-After: 7, X-Extra: yes}}"
        let rule = "{name: busy, when: {endpoint: upload, fragment: 1, occurrence: 1}, then: {answer: \(answer)}}"
        try await playing(rule) { test in
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                let first = try await client.upload("0", "<Report xmlns='http://scb.se/gdb/vinn'>", cookie: cookie)
                let refused = try await client.upload("1", "</Report>", cookie: cookie)
                #expect(refused.status == 503)
                #expect(refused.code == "scripted-busy")
                #expect(refused.property("detail")?.contains("'test/busy'") == true)
                #expect(refused.headers["content-type"] == ["application/problem+json; charset=utf-8"])
                #expect(refused.headers["Retry-After"] == ["7"])
                #expect(refused.headers["X-Extra"] == ["yes"])
                // The fragment is still the one that is expected, and has not come yet.
                let again = try await client.upload("1", "</Report>", cookie: cookie)
                #expect(again.status == 200)
                #expect(again.note == nil)
                #expect(again.deliveryID == first.deliveryID)
            }
        }
    }

    @Test("A page of HTML, JSON that is none, an empty body, each byte for byte")
    func raw() async throws {
        try await playing(
            "{name: a, when: {occurrence: 1}, then: {answer: {status: 502, content-type: text/html, body: <h1>å</h1>}}}",
            "{name: b, when: {occurrence: 2}, then: {answer: {status: 200, content-type: application/json, body: '{\"'}}}",
            "{name: c, when: {occurrence: 3}, then: {answer: {status: 204, headers: {X-A: b}}}}",
            "{name: d, when: {occurrence: 4}, then: {answer: {status: 500}}}"
        ) { test in
            try await test.withClient { client in
                var answers: [M2MClient.Answer] = []
                for _ in 1...5 { answers.append(try await client.heartbeat()) }
                #expect(answers.map(\.status) == [502, 200, 204, 500, 200])
                #expect(answers.prefix(3).map(\.body) == ["<h1>å</h1>", "{\"", ""])
                #expect(answers[0].headers["Content-Type"] == ["text/html"])
                #expect(answers[0].headers["Content-Length"] == ["11"])
                #expect(answers[2].headers["Content-Length"] == [])
                #expect(answers[2].headers["Content-Type"] == [])
                #expect(answers[2].headers["X-A"] == ["b"])
                #expect(answers[3].code == "scripted")
            }
        }
    }

    @Test("After the fragment is stored: the delivery is made, and the client hears of a failure")
    func afterStored() async throws {
        let rule =
            "{name: r, when: {endpoint: upload, occurrence: 1}, then: {answer: {status: 500, when: after-stored}}}"
        try await playing(rule) { test in
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                let first = try await client.upload("0", "<Report xmlns='http://scb.se/gdb/vinn'>", cookie: cookie)
                #expect(first.status == 500)
                let again = try await client.upload("0", "<Report xmlns='http://scb.se/gdb/vinn'>", cookie: cookie)
                #expect(again.status == 200)
                #expect(again.note == "fragment-repeated")
            }
        }
    }

    @Test("Ambiguous commit: -1 is stored, its answer never comes, and -1 again makes no second delivery")
    func ambiguousCommit() async throws {
        let rule =
            "{name: r, when: {endpoint: upload, fragment: last, occurrence: 1}, then: {fault: {at: after-stored, do: close}}}"
        try await playing(rule) { test in
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                let first = try await client.upload("0", SampleText.report, cookie: cookie)
                #expect(await client.breaks { try await $0.upload("-1", "", cookie: cookie) })
                let again = try await client.upload("-1", "", cookie: cookie)
                #expect(again.status == 200)
                #expect(again.deliveryID == first.deliveryID)
                #expect(try test.storedFiles == [first.deliveryID])
            }
        }
    }

    @Test("A history call can be chosen by the file of its delivery, and only by who may see it")
    func history() async throws {
        let rule = "{name: r, when: {endpoint: history, file-name: 'b*'}, then: {answer: {status: 500}}}"
        try await playing(rule) { test in
            let ids = try await test.withClient { client in
                let ids = [try await client.deliver("a.xml").deliveryID, try await client.deliver("b.xml").deliveryID]
                #expect(try await client.history(ids[0]).status == 200)
                #expect(try await client.history(ids[1]).status == 500)
                #expect(try await client.history("5cb15cb1-0000-4000-8000-000000000000").status == 404)
                return ids
            }
            let hidden = try await test.withClient("fund") { try await $0.history(ids[1]) }
            #expect(hidden.status == 404)
        }
    }

    @Test("A delay comes before the answer, and a dripping answer is the same answer")
    func delay() async throws {
        try await playing(
            "{name: a, when: {occurrence: 1}, then: {delay: 300ms}}",
            "{name: b, when: {occurrence: 2}, then: {delay: {from: 100ms, to: 200ms, drip: {bytes: 100, every: 50ms}}}}"
        ) { test in
            try await test.withClient { client in
                var times: [Duration] = []
                for _ in 1...2 {
                    let start = ContinuousClock.now
                    let answer = try await client.heartbeat()
                    #expect(answer.status == 200)
                    times.append(ContinuousClock.now - start)
                }
                #expect(times[0] >= .milliseconds(300))
                // Some 300 bytes take two pauses at least.
                #expect(times[1] >= .milliseconds(200))
            }
        }
    }

    @Test("After so many failures in a row a call goes through")
    func limit() async throws {
        try await playing("{name: r, then: {answer: {status: 500}}}", limit: "2") { test in
            try await test.withClient { client in
                var statuses: [UInt] = []
                for _ in 1...6 { statuses.append(try await client.heartbeat().status) }
                #expect(statuses == [500, 500, 200, 500, 500, 200])
            }
        }
    }

    @Test("Scenarios are replaced while the emulator runs; a rule that stays goes on counting")
    func replaced() async throws {
        let staying = "{name: a, when: {occurrence: 2}, then: {answer: {status: 501}}}"
        try await playing(staying, "{name: b, when: {occurrence: 1}, then: {answer: {status: 502}}}") { test in
            try await test.withClient { client in
                #expect(try await client.heartbeat().status == 502)
                test.emulator.test.replaceScenarios([try .playing([staying])])
                #expect(test.emulator.test.scenarios.map(\.rules.count) == [1])
                #expect(try await client.heartbeat().status == 501)
                test.emulator.test.replaceScenarios([])
                #expect(try await client.heartbeat().status == 200)
            }
        }
    }
}
