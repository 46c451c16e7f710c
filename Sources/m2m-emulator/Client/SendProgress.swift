import Client
import Foundation
import Synchronization

/// Tells on standard error how far a file has come: a bar on a terminal, lines elsewhere.
final class SendProgress: Sendable {
    private enum Form { case bar, lines, nothing }

    private let form: Form
    private let size: Int
    /// What of the bar's line is to be overwritten, and the state that it showed.
    private let shown = Mutex(Shown())

    private struct Shown {
        var percent = -1
        var width = 0
    }

    private static let barWidth = 30

    init(size: Int, isQuiet: Bool) {
        self.size = max(size, 1)
        self.form = isQuiet ? .nothing : isatty(STDERR_FILENO) == 1 ? .bar : .lines
    }

    func tell(_ event: ClientEvent) {
        switch self.form {
        case .nothing: break
        case .lines: CommandOutput.writeError(event.text)
        case .bar:
            if case .acknowledged(_, _, let sent, _) = event { return self.sent(upTo: sent) }
            self.clear()
            CommandOutput.writeError(event.text)
        }
    }

    /// - Parameter byte: of the file.
    func sent(upTo byte: Int) {
        guard self.form == .bar else { return }
        let percent = byte * 100 / self.size
        self.shown.withLock { shown in
            guard percent != shown.percent else { return }
            let filled = percent * Self.barWidth / 100
            let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.barWidth - filled)
            let line = "[\(bar)] \(percent) %  \(byte) of \(self.size) bytes"
            Self.write("\r" + line.padding(toLength: max(line.count, shown.width), withPad: " ", startingAt: 0))
            shown = Shown(percent: percent, width: line.count)
        }
    }

    /// Gives the line back.
    func clear() {
        guard self.form == .bar else { return }
        self.shown.withLock { shown in
            guard shown.width > 0 else { return }
            Self.write("\r" + String(repeating: " ", count: shown.width) + "\r")
            shown = Shown()
        }
    }

    private static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
