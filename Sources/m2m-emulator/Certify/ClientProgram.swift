import Foundation
import Synchronization

/// A client's command: found, and to be run again and again.
struct ClientProgram {
    /// Its absolute path.
    let path: String
    let arguments: [String]
    /// As it was given.
    let words: [String]

    /// - Parameter words: the command and its arguments; at least one.
    /// - Returns: `nil` when there is no such program that may be run.
    init?(_ words: [String]) {
        guard let name = words.first, let path = Self.find(name) else { return nil }
        self.path = path
        self.arguments = Array(words.dropFirst())
        self.words = words
    }

    /// As a shell finds it.
    private static func find(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/" }
        let candidates = name.contains("/") ? [name] : folders.map { $0 + name }
        return candidates.first { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
                && FileManager.default.isExecutableFile(atPath: path)
        }
    }

    /// How a run ended.
    struct End {
        /// `nil` when it was ended because its time was over.
        let code: Int32?
        /// The last of what it printed, on both outputs.
        let output: String
        let duration: Duration
    }

    /// Runs it once, in the present folder.
    ///
    /// - Parameters:
    ///   - environment: all of it.
    ///   - limit: after which it is ended.
    /// - Throws: when the system cannot start it; `CancellationError`, and then it has been ended.
    func run(environment: [String: String], limit: Duration) async throws -> End {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: self.path)
        process.arguments = self.arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        let tail = OutputTail()
        output.fileHandleForReading.readabilityHandler = { handle in tail.append(handle.availableData) }
        defer { output.fileHandleForReading.readabilityHandler = nil }
        process.standardOutput = output
        process.standardError = output
        let (ends, end) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in end.finish() }
        let began = ContinuousClock.now
        try process.run()
        let isInTime = await Self.isOver(ends, within: limit)
        if !isInTime { await Self.end(process) }
        try Task.checkCancellation()
        let code = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        return End(code: isInTime ? code : nil, output: tail.text, duration: ContinuousClock.now - began)
    }

    /// Whether the stream ends in time; `false` as well when the task is cancelled.
    private static func isOver(_ ends: AsyncStream<Void>, within limit: Duration) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await _ in ends {}
                return !Task.isCancelled
            }
            group.addTask {
                try? await Task.sleep(for: limit)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }

    /// Asks it to end, and ends it when it does not; what it has started too, where that is in a group with it.
    private static func end(_ process: Process) async {
        let id = process.processIdentifier
        let target = getpgid(id) == id ? -id : id
        kill(target, SIGTERM)
        let patience = ContinuousClock.now + .seconds(2)
        while process.isRunning, ContinuousClock.now < patience { await Self.pause() }
        kill(target, SIGKILL)
        while process.isRunning { await Self.pause() }
    }

    /// Also in a task that was cancelled: a client is not left behind.
    private static func pause() async {
        await Task.detached { try? await Task.sleep(for: .milliseconds(20)) }.value
    }
}

/// The last of what a program prints, bounded.
private final class OutputTail: Sendable {
    private static let mostBytes = 16 << 10
    private let bytes = Mutex(Data())

    func append(_ data: Data) {
        self.bytes.withLock { bytes in
            bytes.append(data)
            if bytes.count > 2 * Self.mostBytes { bytes = Data(bytes.suffix(Self.mostBytes)) }
        }
    }

    var text: String { String(decoding: self.bytes.withLock { $0.suffix(Self.mostBytes) }, as: UTF8.self) }
}
