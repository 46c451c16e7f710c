import Domain
import Foundation
import NIOHTTP1
import Server
import Testing

@Suite("A delivery from heartbeat to Inläst")
struct DeliveryTests {
    @Test("is Bearbetar until the clock has moved past the delay, then Inläst, and is stored to the byte")
    func wholeLife() async throws {
        try await withEmulator { test in
            try await test.withClient { client in
                let heartbeat = try await client.heartbeat()
                #expect(heartbeat.status == 200)
                let sent = try await client.upload("-1", SampleText.report, cookie: heartbeat.cookie)
                #expect(sent.status == 200)
                let id = sent.deliveryID
                let first = try await client.history(id)
                await test.emulator.validationsSettled()
                test.clock.advance(by: 1.9)
                let second = try await client.history(id)
                test.clock.advance(by: 0.2)
                let third = try await client.history(id)
                #expect([first, second, third].map(\.statusText) == ["Bearbetar", "Bearbetar", "Inläst"])
                #expect(test.stored(id) == Data(SampleText.report.utf8))
            }
        }
    }

    @Test("answers exactly the JSON that SCB shows, names and order included")
    func exactAnswers() async throws {
        let clock = ControllableClock(startingAt: Date(timeIntervalSince1970: 1_700_000_000.25), isFrozen: true)
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await withEmulator(certificates: folder.path, clock: clock) { test in
            try await test.withClient { client in
                let heartbeat = try await client.heartbeat()
                #expect(heartbeat.body == "\"2023-11-14T22:13:20.250Z\"")
                #expect(heartbeat.headers["content-type"] == ["application/json; charset=utf-8"])
                let sent = try await client.upload("-1", SampleText.report, cookie: heartbeat.cookie)
                let id = sent.deliveryID
                #expect(sent.body == "{\"DeliveryId\":\"\(id)\",\"TimeStamp\":\"2023-11-14T22:13:20.250Z\"}")
                let history = try await client.history(id)
                #expect(
                    history.body
                        == "{\"Id\":\"\(id)\",\"ProgressStatus\":1,\"SubmissionDate\":\"2023-11-14 23:13:20\","
                        + "\"Status\":\"Bearbetar\",\"FileWasUploaded\":false}"
                )
                await test.emulator.validationsSettled()
                clock.advance(by: 2)
                #expect(
                    try await client.history(id).body
                        == "{\"Id\":\"\(id)\",\"ProgressStatus\":3,\"SubmissionDate\":\"2023-11-14 23:13:20\","
                        + "\"Status\":\"Inläst\",\"FileWasUploaded\":true}"
                )
            }
        }
    }

    @Test("in three fragments and an empty -1 is the fragments in order; while it lasts history says Bearbetar")
    func fragments() async throws {
        try await withEmulator { test in
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                let text = SampleText.report
                let pieces = [
                    String(text.prefix(31)), String(text.dropFirst(31).prefix(50)), String(text.dropFirst(81)), "",
                ]
                var answers: [M2MClient.Answer] = []
                for (index, piece) in zip(["0", "1", "2", "-1"], pieces) {
                    answers.append(try await client.upload(index, piece, cookie: cookie))
                    #expect(try await client.history(answers[0].deliveryID).statusText == "Bearbetar")
                }
                #expect(answers.map(\.status) == [200, 200, 200, 200])
                #expect(Set(answers.map(\.deliveryID)).count == 1)
                #expect(test.stored(answers[0].deliveryID) == Data(SampleText.report.utf8))
            }
        }
    }

    @Test("goes on with the next fragment after the emulator has stopped and started, with the same cookie")
    func restart() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (cookie, id) = try await withEmulator(data: folder.path) { test in
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                return (
                    cookie,
                    try await client.upload("0", "<Report xmlns=\"http://scb.se/gdb/vinn\">", cookie: cookie).deliveryID
                )
            }
        }
        try await withEmulator(data: folder.path) { test in
            try await test.withClient { client in
                #expect(try await client.history(id).statusText == "Bearbetar")
                let closed = try await client.upload("-1", "</Report>", cookie: cookie)
                #expect(closed.status == 200)
                #expect(closed.deliveryID == id)
                #expect(test.stored(id) == Data("<Report xmlns=\"http://scb.se/gdb/vinn\"></Report>".utf8))
            }
        }
    }

    @Test("that nobody goes on with is swept with its bytes, and its history is 404")
    func abandoned() async throws {
        try await withEmulator { test in
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                let id = try await client.upload("0", "<Report>", cookie: cookie).deliveryID
                #expect(try test.storedFiles == [id])
                test.clock.advance(by: 20 * 60 + 1)
                try await test.emulator.sweep()
                #expect(try test.storedFiles == [])
                let history = try await client.history(id)
                #expect(history.status == 404)
                #expect(history.code == "delivery-unknown")
            }
        }
    }
}
