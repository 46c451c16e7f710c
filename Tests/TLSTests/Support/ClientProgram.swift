import Foundation

/// A TLS client that is none of ours.
enum ClientProgram {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Clients")

    /// A file of this target's folder `Clients`.
    static func file(_ name: String) -> String { self.folder.appendingPathComponent(name).path }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - arguments: its name or path first.
    ///   - input: what it reads; its input stays open until it ends.
    /// - Returns: what it printed, which must not fill a pipe.
    static func run(_ arguments: [String], input: String = "") async throws -> String {
        let process = Process()
        let (typed, printed) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardInput = typed
        process.standardOutput = printed
        process.standardError = printed
        let ended = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in ended.continuation.finish() }
        try process.run()
        try typed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        for await _ in ended.stream {}
        let data = try printed.fileHandleForReading.readToEnd() ?? Data()
        try typed.fileHandleForWriting.close()
        return String(decoding: data, as: UTF8.self)
    }
}
