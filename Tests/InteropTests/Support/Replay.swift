import Foundation
import Testing

/// A run of `Clients/replay.py`.
struct Replay {
    private struct Script: Encodable {
        let cookies: [String: String]
        let steps: [Step]
    }

    private let process: ChildProcess
    private let answers: Int

    /// - Parameter session: a session cookie, `name=value`, that the jar holds from the beginning.
    init(_ steps: [Step], with emulator: Emulator, session: String? = nil) async throws {
        let pair = (session ?? "").split(separator: "=", maxSplits: 1).map(String.init)
        let script = Script(cookies: pair.count == 2 ? [pair[0]: pair[1]] : [:], steps: steps)
        let text = String(decoding: try JSONEncoder().encode(script), as: UTF8.self)
        let file = try emulator.place.write(text, to: "\(UUID().uuidString).json")
        let arguments = [Repository.client("replay.py"), emulator.place.readyFile.path, file.path]
        self.process = try await emulator.place.start("python3", arguments)
        self.answers = steps.filter(\.isAnswered).count
    }

    /// Waits until a step has sent as much as it may.
    func held() async throws {
        try await wait(for: "the client's hold") {
            guard self.process.isRunning else { throw InteropFailure("It ended early: \(self.process.errors)") }
            return self.process.output.contains("\"hold\"")
        }
    }

    /// Lets the held step go on.
    func release() throws {
        try self.process.write("\n")
    }

    /// Ends the client in the middle of what it does, as a crash would.
    func crash() async throws {
        try await self.process.end()
    }

    /// Waits for the end.
    ///
    /// - Returns: one answer a step.
    func finish() async throws -> [Answer] {
        let answers = try Answer.lines(try await self.process.success()).filter { $0.step != "hold" }
        try #require(answers.count == self.answers, "\(answers)")
        return answers
    }
}

extension Emulator {
    /// Plays the steps with SCB's client's framing, on one connection unless they say otherwise.
    func replay(_ steps: [Step], session: String? = nil) async throws -> [Answer] {
        try await Replay(steps, with: self, session: session).finish()
    }
}
