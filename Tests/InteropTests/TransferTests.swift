import Foundation
import Testing

@Suite("Ways in which bodies arrive", .timeLimit(.minutes(5)))
struct TransferTests {
    @Test("Chunked, and one byte at a time", arguments: ["chunked", "bytes"])
    func transfer(_ transfer: String) async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0, file) { $0.transfer = transfer }, .fragment(-1) { $0.transfer = transfer },
            ])
            expectStored(answers[1])
            expectStored(answers[2])
            #expect(try await emulator.storedHash(answers[2].deliveryID) == file.sha256)
        }
    }

    @Test("A full fragment in chunks")
    func chunkedFragment() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile(bytes: 9_216_000, in: emulator.place)
            let answers = try await emulator.replay([.heartbeat, .fragment(-1, file) { $0.transfer = "chunked" }])
            expectStored(answers[1])
            #expect(try await emulator.storedHash(answers[1].deliveryID) == file.sha256)
        }
    }

    @Test("A body of 60 MB, too long by its Content-Length, is read over: the client sees the status and goes on")
    func tooLongByLength() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0) { $0.padding = 60_000_000 }, .heartbeat, .fragment(0, file), .fragment(-1),
            ])
            expectProblem(answers[1], 413, "body-too-large")
            #expect(answers[2].status == 200)
            #expect(try await emulator.storedHash(answers[4].deliveryID) == file.sha256)
        }
    }

    @Test("A body too long that says so only by being it", arguments: [9_216_001, 20_000_000])
    func tooLongInChunks(_ bytes: Int) async throws {
        try await withEmulator { emulator in
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0) { ($0.padding, $0.transfer) = (bytes, "chunked") }, .heartbeat, .fragment(-1),
            ])
            expectProblem(answers[1], 413, "fragment-too-large")
            #expect(answers[2].status == 200)
            expectProblem(answers[3], 409, "upload-incomplete")
        }
    }

    @Test("The connection goes on after refusals of every stage")
    func reused() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([
                .fragment(0, file),
                .heartbeat,
                .fragment(0, file) { $0.period = "2022-02-30" },
                .fragment(0, file) { $0.organisation = "9990000052" },
                .fragment(0, file) { $0.contentType = "text/xml" },
                .fragment(5, file),
                .fragment(0) { $0.body = "--BOUNDARY\r\nno colon\r\n\r\nx\r\n--BOUNDARY--\r\n" },
                .history("0f8fad5b-d9cb-469f-a165-70867728950e"),
                .fragment(0, file),
                .fragment(-1),
            ])
            #expect(answers.statuses == [401, 200, 400, 403, 415, 409, 400, 404, 200, 409])
            // Fragment 5 was refused, so that the file has a hole until it begins anew.
            expectProblem(answers[9], 409, "upload-incomplete")
        }
    }

    @Test("A client that stalls in a fragment is told so, and the connection ends")
    func stalled() async throws {
        try await withEmulator(["request-timeout": "300ms"]) { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0, file) { $0.stall = 300 }, .closed, .connect("demo"), .fragment(-1),
            ])
            expectProblem(answers[1], 408, "request-timeout")
            #expect(answers[2].closed == true)
            expectProblem(answers[3], 409, "upload-incomplete")
        }
    }
}
