import Foundation

/// A program that a test started.
///
/// What it prints goes to files: no full pipe can hold it up, and a test can read it while it runs.
final class ChildProcess: Sendable {
    private let process: Process
    private let input = Pipe()
    private let name: String
    private let outputFile: URL
    private let errorFile: URL

    /// A child may end before it has read what it is told; that must fail a test and not end all of them.
    private static let isPipeSignalIgnored: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    /// - Parameters:
    ///   - program: a path, or a name to be found as a shell would.
    ///   - environment: what differs from the tests' own.
    ///   - folder: for what the program prints, and its working directory.
    init(_ program: String, _ arguments: [String], environment: [String: String] = [:], in folder: URL) throws {
        Self.isPipeSignalIgnored
        let id = UUID().uuidString
        self.name = ([program] + arguments).joined(separator: " ")
        self.outputFile = folder.appendingPathComponent("\(id).out")
        self.errorFile = folder.appendingPathComponent("\(id).err")
        try Data().write(to: self.outputFile)
        try Data().write(to: self.errorFile)
        self.process = Process()
        self.process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        self.process.arguments = [program] + arguments
        self.process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        self.process.currentDirectoryURL = folder
        self.process.standardInput = self.input
        self.process.standardOutput = try FileHandle(forWritingTo: self.outputFile)
        self.process.standardError = try FileHandle(forWritingTo: self.errorFile)
        try self.process.run()
    }

    var isRunning: Bool { self.process.isRunning }
    var id: Int32 { self.process.processIdentifier }

    /// What it printed so far.
    var output: String { (try? String(contentsOf: self.outputFile, encoding: .utf8)) ?? "" }
    var errors: String { (try? String(contentsOf: self.errorFile, encoding: .utf8)) ?? "" }

    func write(_ text: String) throws {
        try self.input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    func send(_ signal: Int32) {
        if self.process.isRunning { kill(self.id, signal) }
    }

    /// - Returns: its exit code, or the negative number of the signal that ended it.
    func exitCode(within limit: Duration = usualPatience) async throws -> Int32 {
        do {
            try await wait(for: "the end of: \(self.name)", within: limit) { !self.isRunning }
        } catch {
            throw InteropFailure("\(error)\n\(self.output)\n\(self.errors)")
        }
        return self.process.terminationReason == .exit
            ? self.process.terminationStatus : -self.process.terminationStatus
    }

    /// Waits for its end, which must be a good one.
    ///
    /// - Returns: what it printed.
    func success() async throws -> String {
        let code = try await self.exitCode()
        guard code == 0 else { throw InteropFailure("\(self.name)\nended with \(code):\n\(self.output)\(self.errors)") }
        return self.output
    }

    /// Ends it at once, if it still runs, and waits for that.
    func end() async throws {
        self.send(SIGKILL)
        _ = try await self.exitCode()
    }
}
