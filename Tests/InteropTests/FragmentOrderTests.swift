import Foundation
import Testing

@Suite("Fragments out of order, repeated, begun again", .timeLimit(.minutes(5)))
struct FragmentOrderTests {
    @Test("The latest fragment again is acknowledged again; other bytes are not")
    func repeatedLatest() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile(bytes: 30_000, in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat,
                .fragment(0, file, 0..<10_000),
                .fragment(0, file, 0..<10_000),
                .fragment(1, file, 10_000..<20_000),
                .fragment(1, file, 10_000..<20_000),
                .fragment(1, file, 10_000..<20_001),
                .fragment(2, file, 20_000..<30_000),
                .fragment(-1),
            ])
            expectStored(answers[1])
            expectStored(answers[2], note: "fragment-repeated")
            expectStored(answers[3])
            expectStored(answers[4], note: "fragment-repeated")
            expectProblem(answers[5], 409, "fragment-differs")
            expectStored(answers[6])
            expectStored(answers[7])
            let ids = Set(try [1, 2, 3, 4, 6, 7].map { try answers[$0].deliveryID })
            #expect(ids.count == 1)
            #expect(try await emulator.storedHash(answers[7].deliveryID) == file.sha256)
        }
    }

    @Test("The closing -1 again, while Bearbetar, is acknowledged again and makes no second delivery")
    func repeatedClosing() async throws {
        try await withEmulator(["processing-delay": "1h"]) { emulator in
            let file = try await SentFile(bytes: 30_000, in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0, file, 0..<20_000),
                .fragment(-1, file, 20_000..<30_000), .fragment(-1, file, 20_000..<30_000),
            ])
            expectStored(answers[2])
            expectStored(answers[3], note: "closing-repeated")
            let id = try answers[2].deliveryID
            #expect(try answers[3].deliveryID == id)
            #expect(try emulator.storedFiles == [id])
            #expect(try await emulator.storedHash(id) == file.sha256)
        }
    }

    @Test("An empty -1 again, after Inläst, ends nothing")
    func lateClosing() async throws {
        try await withEmulator(["processing-delay": "0ms"]) { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0, file), .fragment(-1), .settle, .fragment(-1),
            ])
            expectHistory(answers[3], of: try answers[2].deliveryID, progress: 3, "Inläst", uploaded: true)
            expectProblem(answers[4], 400, "file-empty")
            #expect(try emulator.storedFiles.count == 1)
        }
    }

    @Test("Fragment 0 with other bytes begins the file anew; the unfinished one has no history")
    func begunAgain() async throws {
        try await withEmulator { emulator in
            let first = try await SentFile(bytes: 30_000, in: emulator.place)
            let second = try await SentFile(bytes: 20_000, in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0, first, 0..<20_000), .fragment(1, first, 20_000..<30_000),
                .fragment(0, second), .fragment(-1),
            ])
            let ids = [try answers[1].deliveryID, try answers[4].deliveryID]
            #expect(ids[0] != ids[1])
            #expect(try answers[3].deliveryID == ids[1])
            #expect(try await emulator.storedHash(ids[1]) == second.sha256)
            #expect(try emulator.storedFiles == [ids[1]])
            let histories = try await emulator.replay([.history(ids[0]), .history(ids[1])])
            expectProblem(histories[0], 404, "delivery-unknown")
            #expect(histories[1].status == 200)
        }
    }

    @Test("A file that begins at fragment 1 is not taken, and -1 does not end it")
    func beginningMissing() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat, .fragment(1, file), .fragment(-1), .fragment(-1, file),
            ])
            expectProblem(answers[1], 409, "fragment-out-of-order")
            expectProblem(answers[2], 409, "upload-incomplete")
            expectProblem(answers[3], 409, "upload-incomplete")
            #expect(try emulator.storedFiles.isEmpty)
        }
    }

    @Test("A refused fragment has given its place back when the refusal is answered")
    func placeGivenBack() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            // The next request follows at once, as SCB's client sends it; many rounds, to meet it in every state.
            let rounds = (0..<100).flatMap { round -> [Step] in
                func bad(_ step: inout Step) { (step.name, step.body) = ("\(round).xml", "no form") }
                func good(_ step: inout Step) { step.name = "\(round).xml" }
                return [
                    .fragment(-1, change: bad), .fragment(0, file, change: good), .fragment(1, change: bad),
                    .fragment(-1, change: good), .fragment(1, change: good), .fragment(-1, change: good),
                ]
            }
            let answers = try await emulator.replay([.heartbeat] + rounds).dropFirst().map { $0.code ?? "stored" }
            let expected = [
                "multipart-malformed", "stored", "multipart-malformed", "upload-incomplete", "stored", "stored",
            ]
            for (place, code) in expected.enumerated() {
                let codes = stride(from: place, to: answers.count, by: expected.count).map { answers[$0] }
                let others = codes.filter { $0 != code }
                #expect(others.isEmpty, "request \(place) of a round: \(others.count) of \(codes.count) not \(code)")
            }
        }
    }

    @Test("Of two requests for one fragment the newer wins; another fragment meanwhile is refused")
    func atOnce() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile(bytes: 30_000, in: emulator.place)
            let first = try await emulator.replay([.heartbeat, .fragment(0, file, 0..<10_000)])
            let session = try #require(first[0].session)
            let stalled = try await Replay(
                [.fragment(1, file, 10_000..<20_000) { $0.hold = 5_000 }],
                with: emulator,
                session: session
            )
            try await stalled.held()
            let newer = try await emulator.replay(
                [
                    .fragment(2, file, 20_000..<30_000), .fragment(-1),
                    .fragment(1, file, 10_000..<20_000), .fragment(2, file, 20_000..<30_000), .fragment(-1),
                ],
                session: session
            )
            expectProblem(newer[0], 409, "upload-busy")
            expectProblem(newer[1], 409, "upload-busy")
            for answer in newer[2...] { expectStored(answer) }
            try stalled.release()
            expectProblem(try await stalled.finish()[0], 409, "fragment-superseded")
            #expect(try await emulator.storedHash(newer[4].deliveryID) == file.sha256)
        }
    }

    @Test("A client that dies in a fragment leaves a hole; it goes on where it was")
    func brokenOff() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile(bytes: 30_000, in: emulator.place)
            let first = try await emulator.replay([.heartbeat, .fragment(0, file, 0..<10_000)])
            let session = try #require(first[0].session)
            let dying = try await Replay(
                [.fragment(1, file, 10_000..<20_000) { $0.hold = 5_000 }],
                with: emulator,
                session: session
            )
            try await dying.held()
            try await dying.crash()
            let answers = try await emulator.replay(
                [.fragment(-1), .fragment(1, file, 10_000..<30_000), .fragment(-1)],
                session: session
            )
            // Whether the server has seen the end of the first connection yet, or not: no delivery.
            #expect(answers[0].status == 409)
            #expect(["upload-incomplete", "upload-busy"].contains(answers[0].code))
            expectStored(answers[2])
            #expect(try await emulator.storedHash(answers[2].deliveryID) == file.sha256)
        }
    }
}
