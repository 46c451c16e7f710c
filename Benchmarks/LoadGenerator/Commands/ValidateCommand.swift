import ArgumentParser
import Domain
import Foundation
import Validation

/// What `validation` and `validation-memory` measure: the emulator's validation of a file, alone in a process.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Times the emulator's validation of a file by its schema."
    )

    @Option(help: "The XML schema.")
    var schema: String

    @Argument(help: "The file to validate.")
    var file: String

    @Option(name: .customLong("repeat"), help: "How many times.")
    var repeats = 1

    func run() throws {
        let validation = Validation(schema: try Schema.load(.file(path: schema)), rules: [])
        guard let input = FileHandle(forReadingAtPath: file) else { throw LoadError("cannot read \(file)") }
        var durations = Durations()
        let before = try ResidentMemory.resetPeak()
        for _ in 0..<repeats {
            let begin = now()
            let completion = validation.validate(
                descriptor: input.fileDescriptor,
                facts: try Self.facts(),
                temporaryFolder: NSTemporaryDirectory()
            )
            durations.append(now() - begin)
            guard completion == .finished(ValidationReport(findings: [], counts: [:])) else {
                throw LoadError("\(file) does not pass: \(completion)")
            }
        }
        let growth = max(0, try ResidentMemory.peak() - before)
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
        try Report("validate", durations, bytes: size ?? 0, peakGrowth: growth).print()
    }

    private static func facts() throws -> SubmissionFacts {
        guard let organisation = OrganisationNumber("9990000045"), let period = ReferencePeriod("2017-09-30") else {
            throw LoadError("no facts")
        }
        let format = FileFormatName("V40")
        return SubmissionFacts(organisation: organisation, program: .vinn, period: period, format: format, version: "1")
    }
}

/// This process's own memory, as the system counts it.
private enum ResidentMemory {
    /// - Returns: what is resident now, in bytes.
    static func resetPeak() throws -> Int {
        try "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
        return try self.bytes("VmRSS")
    }

    static func peak() throws -> Int { try self.bytes("VmHWM") }

    private static func bytes(_ name: String) throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        guard let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) else {
            throw LoadError("the system does not tell \(name)")
        }
        return kilobytes * 1024
    }
}
