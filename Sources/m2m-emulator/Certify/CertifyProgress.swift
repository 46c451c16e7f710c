import Foundation

/// Tells on standard error what became of each situation.
enum CertifyProgress {
    @Sendable
    static func tell(_ result: SituationResult) {
        let seconds = result.end.duration / .seconds(1)
        let name = result.situation.name.padding(toLength: 22, withPad: " ", startingAt: 0)
        let time = seconds.formatted(.number.precision(.fractionLength(1)).locale(Locale(identifier: "en_US_POSIX")))
        CommandOutput.writeError("\(result.hasPassed ? "pass" : "FAIL")  \(name)  \(time) s  \(result.situation.title)")
        guard !result.hasPassed else { return }
        for complaint in result.complaints { CommandOutput.writeError("      \(complaint)") }
        let lines = result.end.output.split(whereSeparator: \.isNewline).suffix(20)
        if !lines.isEmpty { CommandOutput.writeError("      The end of what it printed:") }
        for line in lines { CommandOutput.writeError("      | \(Self.visible(line.prefix(300)))") }
    }

    /// Without what would change the terminal.
    private static func visible(_ text: Substring) -> String {
        String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    }
}

/// What standard output is written to.
enum Terminal {
    private static let isTerminal = isatty(STDOUT_FILENO) == 1

    /// Of a line; 100 where there is no terminal.
    static var width: Int {
        var size = winsize()
        guard self.isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }

    /// `NO_COLOR` is the custom of many programs (no-color.org).
    static var hasColours: Bool {
        self.isTerminal && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }
}

/// A folder for keys, certificates and files that goes with the command.
enum CertifyFolder {
    static func with<Value: Sendable>(_ body: (URL) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("m2m-certify-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CertifyFailure(
                "Cannot make the folder '\(folder.path)'. The system's temporary folder must be writable."
            )
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
