import Foundation

/// A program of the machine's that judges our files independently of our code.
struct Tool {
    let name: String

    static let openssl = Tool(name: "openssl")
    static let keytool = Tool(name: "keytool")
    static let flock = Tool(name: "flock")

    struct Outcome {
        let status: Int32
        /// Standard output and standard error as they came.
        let text: String
    }

    var isInstalled: Bool { (try? Tool(name: "which").run(self.name).status) == 0 }

    @discardableResult
    func run(_ arguments: String...) throws -> Outcome { try self.run(arguments) }

    @discardableResult
    func run(_ arguments: [String]) throws -> Outcome {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [self.name] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, text: String(decoding: output, as: UTF8.self))
    }
}
