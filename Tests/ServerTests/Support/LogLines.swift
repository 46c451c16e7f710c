import Logging
import NIOConcurrencyHelpers

/// A logger's lines, `level message`, for a test that compares them.
final class LogLines: Sendable {
    private let lines = NIOLockedValueBox<[String]>([])

    /// Those that nobody has taken yet.
    func take() -> [String] {
        self.lines.withLockedValue { lines in
            defer { lines = [] }
            return lines
        }
    }

    var logger: Logger { Logger(label: "test", factory: { _ in Handler(lines: self) }) }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { self.metadata[key] }
            set { self.metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            self.lines.lines.withLockedValue { $0.append("\(event.level) \(event.message)") }
        }
    }
}
