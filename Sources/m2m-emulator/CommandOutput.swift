import ArgumentParser
import Foundation

/// What the commands print that end with a result: results on standard output, all else on standard error, so that `eval` and pipes
/// take the results alone.
enum CommandOutput {
    static func write(_ text: String) { try? FileHandle.standardOutput.write(contentsOf: Data("\(text)\n".utf8)) }

    static func warn(_ text: String) { Self.writeError("Warning: \(text)") }

    static func writeError(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8)) }

    static func write(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Self.write(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Runs `body`; every error that reaches a user has a text made for them.
    static func reporting(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            Self.writeError("\(error)")
            throw ExitCode.failure
        }
    }

    /// Wherever the path is pasted.
    static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).path }

    /// As one word for a POSIX shell.
    static func quoted(_ text: String) -> String { "'\(text.replacingOccurrences(of: "'", with: "'\\''"))'" }
}
