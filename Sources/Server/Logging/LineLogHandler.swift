import Foundation
public import Logging

/// Writes log lines through ``LineWriter``: time, level, message, then `key=value` in the order of the keys.
public struct LineLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level
    private let writer: LineWriter

    public init(writer: LineWriter, level: Logger.Level) {
        self.writer = writer
        self.logLevel = level
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let metadata = self.metadata.merging(event.metadata ?? [:]) { _, new in new }
        let pairs = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.quoted("\($0.value)"))" }.joined()
        let time = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        let cause = event.error.map { ": \(Self.oneLine("\($0)"))" } ?? ""
        self.writer.write("\(time) \(event.level) \(Self.oneLine("\(event.message)"))\(cause)\(pairs)")
    }

    /// A value with spaces or quotation marks stands in quotation marks, so that it cannot pass for further pairs.
    private static func quoted(_ text: String) -> String {
        let text = self.oneLine(text)
        guard text.contains(where: { $0 == " " || $0 == "\"" }) else { return text }
        return "\"\(text.replacing("\"", with: "\\\""))\""
    }

    /// A client's text must not forge lines, nor move the terminal's cursor or turn its letters round.
    private static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: self.isHidden) else { return text }
        return text.unicodeScalars.map { scalar in
            self.isHidden(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }.joined()
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
