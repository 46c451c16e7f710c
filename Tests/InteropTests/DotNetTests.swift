import Foundation
import Testing

@Suite("SCB's published .NET client, replayed byte for byte", .timeLimit(.minutes(5)))
struct DotNetTests {
    @Test("A small file with the recorded framing: each answer's text")
    func recordedFraming() async throws {
        try await withEmulator(["processing-delay": "1h"]) { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([.heartbeat, .fragment(0, file), .fragment(-1), .history])
            let session = try #require(answers[0].session)
            #expect(
                try withoutBoundary(answers[2]) == """
                    POST /m2m/v2/file/-1/9990000045/VINN/2022-06-30/V40/V40_Fiktivt.xml/ HTTP/1.1\r
                    Host: localhost:\(emulator.port)\r
                    Cookie: \(session)\r
                    Content-Type: multipart/form-data; boundary="BOUNDARY"\r
                    Content-Length: 189\r
                    \r
                    --BOUNDARY\r
                    Content-Disposition: form-data; name=File; filename=V40_Fiktivt.xml; \
                    filename*=utf-8''V40_Fiktivt.xml\r
                    \r
                    \r
                    --BOUNDARY--\r

                    """
            )
            let id = try answers[2].deliveryID
            expectStored(answers[1])
            expectStored(answers[2])
            expectHistory(answers[3], of: id, progress: 1, "Bearbetar", uploaded: false)
            #expect(try await emulator.storedHash(id) == file.sha256)
        }
    }

    @Test("The heartbeat tells the time and sets a cookie that .NET returns")
    func heartbeat() async throws {
        try await withEmulator { emulator in
            let answers = try await emulator.replay([.heartbeat, .heartbeat])
            let time = #"^"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"$"#
            let cookie = "^M2MSession-test=[^;, ]+; Path=/; Secure; HttpOnly; SameSite=Lax$"
            for answer in answers {
                #expect(answer.status == 200)
                #expect(answer.body?.range(of: time, options: .regularExpression) != nil, "\(answer)")
                let field = try #require(answer.headers?["set-cookie"])
                #expect(field.range(of: cookie, options: .regularExpression) != nil, "\(field)")
            }
            #expect(answers[0].session == answers[1].session, "a heartbeat with a live cookie keeps its session")
        }
    }

    @Test("The status goes from Bearbetar to Inläst")
    func status() async throws {
        try await withEmulator(["processing-delay": "2s"]) { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0, file), .history, .fragment(-1), .history, .settle,
            ])
            let id = try answers[1].deliveryID
            expectHistory(answers[2], of: id, progress: 1, "Bearbetar", uploaded: false)
            expectHistory(answers[4], of: id, progress: 1, "Bearbetar", uploaded: false)
            expectHistory(answers[5], of: id, progress: 3, "Inläst", uploaded: true)
        }
    }

    @Test("SubmissionDate is Swedish local time")
    func submissionDate() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([.heartbeat, .fragment(-1, file), .history])
            let parser = DateFormatter()
            parser.locale = Locale(identifier: "en_US_POSIX")
            parser.timeZone = TimeZone(identifier: "Europe/Stockholm")
            parser.dateFormat = "yyyy-MM-dd HH:mm:ss"
            let text = try #require(try answers[2].object["SubmissionDate"] as? String)
            let date = try #require(parser.date(from: text))
            #expect(abs(date.timeIntervalSinceNow) < 600, "\(text)")
        }
    }

    @Test(
        "A file of so many bytes is cut as SCB's client cuts it",
        arguments: [(20_000_000, [9_216_000, 9_216_000, 1_568_000]), (9_216_000, [9_216_000])]
    )
    func fragments(_ bytes: Int, _ sizes: [Int]) async throws {
        try await withEmulator { emulator in
            let file = try await SentFile(bytes: bytes, in: emulator.place)
            #expect(sizes.reduce(0, +) == file.bytes)
            let fragments = sizes.indices.map { index in
                let from = sizes[..<index].reduce(0, +)
                return Step.fragment(index, file, from..<from + sizes[index])
            }
            let answers = try await emulator.replay([.heartbeat] + fragments + [.fragment(-1), .settle])
            let stored = answers.dropFirst().dropLast()
            for answer in stored { expectStored(answer) }
            let ids = Set(try stored.map { try $0.deliveryID })
            let id = try #require(ids.first)
            #expect(ids.count == 1, "the DeliveryId is the same in every answer")
            expectHistory(answers[answers.count - 1], of: id, progress: 3, "Inläst", uploaded: true)
            #expect(try await emulator.storedHash(id) == file.sha256)
            #expect(try emulator.storedFiles == [id])
        }
    }

    @Test("An empty file, of which only an empty -1 comes, is refused with a JSON object")
    func emptyFile() async throws {
        try await withEmulator { emulator in
            let answers = try await emulator.replay([.heartbeat, .fragment(-1), .heartbeat])
            expectProblem(answers[1], 400, "file-empty")
            #expect(answers[2].status == 200, "the connection goes on")
            #expect(try emulator.storedFiles.isEmpty)
        }
    }

    @Test("A failed fragment leaves a hole that no -1 closes; the right one fills it")
    func failedFragment() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile(bytes: 30_000, in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat,
                .fragment(0, file, 0..<10_000),
                .fragment(1) { $0.padding = 9_216_001 },
                .fragment(2, file, 20_000..<30_000),
                .fragment(-1),
                .fragment(1, file, 10_000..<20_000),
                .fragment(2, file, 20_000..<30_000),
                .fragment(-1),
            ])
            expectStored(answers[1])
            expectProblem(answers[2], 413, "fragment-too-large")
            expectProblem(answers[3], 409, "fragment-out-of-order")
            expectProblem(answers[4], 409, "upload-incomplete")
            for answer in answers[5...] { expectStored(answer) }
            #expect(try answers[7].deliveryID == answers[1].deliveryID)
            #expect(try await emulator.storedHash(answers[7].deliveryID) == file.sha256)
        }
    }

    @Test("Two files over one connection, with a heartbeat between their fragments")
    func interleaved() async throws {
        try await withEmulator { emulator in
            let (first, second) = (
                try await SentFile(bytes: 40_000, in: emulator.place),
                try await SentFile(bytes: 50_000, in: emulator.place)
            )
            func name(_ step: inout Step) { step.name = "another.xml" }
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0, first, 0..<10_000), .fragment(0, second, 0..<20_000, change: name),
                .heartbeat, .fragment(1, first, 10_000..<40_000), .fragment(1, second, 20_000..<50_000, change: name),
                .heartbeat, .fragment(-1, change: name), .fragment(-1),
            ])
            #expect(answers.statuses == Array(repeating: 200, count: 9))
            #expect(Set([0, 3, 6].map { answers[$0].session }).count == 1)
            #expect(try await emulator.storedHash(answers[7].deliveryID) == second.sha256)
            #expect(try await emulator.storedHash(answers[8].deliveryID) == first.sha256)
        }
    }
}

/// The request that a step sent, with the word BOUNDARY for its boundary.
private func withoutBoundary(_ answer: Answer) throws -> String {
    let request = try #require(answer.request)
    let boundary = try #require(request.split(separator: "boundary=\"").last?.split(separator: "\"").first)
    return request.replacingOccurrences(of: boundary, with: "BOUNDARY")
}
