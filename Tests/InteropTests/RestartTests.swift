import Foundation
import Testing

@Suite("After kill -9", .timeLimit(.minutes(5)))
struct RestartTests {
    @Test("Killed between two fragments: the client goes on with the next, the same cookie and another port")
    func betweenFragments() async throws {
        try await withWorkplace { place in
            let file = try await SentFile(bytes: 20_000_000, in: place)
            let killed = try await Emulator(in: place)
            let before = try await killed.replay([
                .heartbeat, .fragment(0, file, 0..<9_216_000), .fragment(1, file, 9_216_000..<18_432_000),
            ])
            #expect(before.statuses == [200, 200, 200])
            try await killed.process.end()

            let restarted = try await Emulator(in: place)
            let after = try await restarted.replay(
                [.history(try before[1].deliveryID), .fragment(2, file, 18_432_000..<20_000_000), .fragment(-1)],
                session: before[0].session
            )
            let id = try before[1].deliveryID
            expectHistory(after[0], of: id, progress: 1, "Bearbetar", uploaded: false)
            expectStored(after[1])
            expectStored(after[2])
            #expect(try after[2].deliveryID == id)
            #expect(try await restarted.storedHash(id) == file.sha256)
        }
    }

    @Test("Killed in the middle of a fragment: a known hole, until the fragment comes whole")
    func withinFragment() async throws {
        try await withWorkplace { place in
            let file = try await SentFile(bytes: 20_000_000, in: place)
            let killed = try await Emulator(in: place)
            let before = try await killed.replay([
                .heartbeat, .fragment(0, file, 0..<9_216_000), .fragment(1, file, 9_216_000..<15_000_000),
            ])
            let id = try before[1].deliveryID
            let half = try await Replay(
                [.fragment(2, file, 15_000_000..<20_000_000) { $0.hold = 2_500_000 }],
                with: killed,
                session: before[0].session
            )
            try await half.held()
            // Bytes of the broken fragment are on the disk when the process dies.
            try await wait(for: "bytes of fragment 2") { try size(of: id, in: place) > 15_000_000 }
            try await killed.process.end()
            try await half.crash()

            let restarted = try await Emulator(in: place)
            let after = try await restarted.replay(
                [.fragment(-1), .fragment(2, file, 15_000_000..<20_000_000), .fragment(-1)],
                session: before[0].session
            )
            expectProblem(after[0], 409, "upload-incomplete")
            expectStored(after[1])
            expectStored(after[2])
            #expect(try after[2].deliveryID == id)
            #expect(try await restarted.storedHash(id) == file.sha256)
        }
    }

    @Test("Killed in the first fragment, before its answer: nothing is acknowledged, the file begins anew")
    func withinFirstFragment() async throws {
        try await withWorkplace { place in
            let file = try await SentFile(bytes: 3_000_000, in: place)
            let killed = try await Emulator(in: place)
            let before = try await killed.replay([.heartbeat])
            let half = try await Replay(
                [.fragment(0, file) { $0.hold = 1_500_000 }],
                with: killed,
                session: before[0].session
            )
            try await half.held()
            try await wait(for: "the file") { try !killed.storedFiles.isEmpty }
            try await killed.process.end()
            try await half.crash()

            let restarted = try await Emulator(in: place)
            let after = try await restarted.replay(
                [.fragment(-1), .fragment(0, file), .fragment(-1)],
                session: before[0].session
            )
            #expect(after[0].status == 409)
            expectStored(after[2])
            let id = try after[2].deliveryID
            #expect(try await restarted.storedHash(id) == file.sha256)
            #expect(try restarted.storedFiles == [id], "the half fragment's file is gone")
        }
    }

    @Test("Deliveries that were answered 200 are there, with their status and their bytes")
    func deliveries() async throws {
        try await withWorkplace { place in
            let file = try await SentFile.small(in: place)
            let settled = try await Emulator(in: place, settings: ["processing-delay": "0ms"])
            let first = try await settled.replay([.heartbeat, .fragment(0, file), .fragment(-1)])
            try await settled.process.end()
            let processing = try await Emulator(in: place, settings: ["processing-delay": "1h"])
            let second = try await processing.replay(
                [.fragment(0, file) { $0.name = "2.xml" }, .fragment(-1) { $0.name = "2.xml" }],
                session: first[0].session
            )
            try await processing.process.end()

            let last = try await Emulator(in: place)
            let ids = [try first[2].deliveryID, try second[1].deliveryID]
            let histories = try await last.replay(
                [.history(ids[0]), .history(ids[1]), .heartbeat],
                session: first[0].session
            )
            expectHistory(histories[0], of: ids[0], progress: 3, "Inläst", uploaded: true)
            expectHistory(histories[1], of: ids[1], progress: 1, "Bearbetar", uploaded: false)
            #expect(histories[2].session == first[0].session, "the session is the same")
            for id in ids { #expect(try await last.storedHash(id) == file.sha256) }
        }
    }

    /// Bytes of the file kept under this id; 0 when there is none.
    private func size(of id: String, in place: Workplace) throws -> Int {
        let path = place.data.appendingPathComponent("test/files/\(id)").path
        return try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }
}
