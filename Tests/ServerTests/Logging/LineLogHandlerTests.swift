import Foundation
import Logging
import Testing

@testable import Server

@Suite struct LineLogHandlerTests {
    /// What follows the time in the lines that `body` logs.
    private func lines(level: Logger.Level = .trace, _ body: (inout Logger) -> Void) throws -> [String] {
        let pipe = try TestPipe()
        let writer = LineWriter(descriptor: pipe.input)
        var logger = Logger(label: "test", factory: { _ in LineLogHandler(writer: writer, level: level) })
        body(&logger)
        writer.flush(seconds: 60)
        let time = #/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /#
        return try pipe.readAll().map { line in
            let match = try #require(line.firstMatch(of: time), "\(line)")
            return String(line[match.range.upperBound...])
        }
    }

    @Test("A line is time, level and message, then the metadata by its keys")
    func line() throws {
        let lines = try self.lines { logger in
            logger.notice("started")
            logger[metadataKey: "peer"] = "127.0.0.1:4711"
            logger[metadataKey: "code"] = "of the connection"
            logger.info("GET / 404", metadata: ["zebra": "last", "code": "path-not-found", "ms": "\(3)"])
            logger.error("again")
        }
        #expect(
            lines == [
                "notice started",
                "info GET / 404 code=path-not-found ms=3 peer=127.0.0.1:4711 zebra=last",
                "error again code=\"of the connection\" peer=127.0.0.1:4711",
            ]
        )
    }

    @Test("Less than the level is not written")
    func level() throws {
        let lines = try self.lines(level: .warning) { logger in
            logger.info("no")
            logger.warning("yes")
            logger.logLevel = .debug
            logger.debug("now")
        }
        #expect(lines == ["warning yes", "debug now"])
    }

    @Test(
        "A client's text forges no line and moves no cursor",
        arguments: [
            ("a\nb", "a\\u{a}b"), ("a\r\nb", "a\\u{d}\\u{a}b"), ("\u{1b}[2J", "\\u{1b}[2J"), ("\0", "\\u{0}"),
            ("\u{7f}\u{85}\u{9b}", "\\u{7f}\\u{85}\\u{9b}"), ("åäö🧾", "åäö🧾"),
            ("a\u{202e}b\u{2028}c", "a\\u{202e}b\\u{2028}c"), ("a\tb", "a\\u{9}b"),
        ]
    )
    func escapes(_ text: String, _ written: String) throws {
        let lines = try self.lines { $0.info("\(text)", metadata: ["user": .string(text)]) }
        #expect(lines == ["info \(written) user=\(written)"])
    }

    @Test("A value cannot pass for further pairs")
    func quotes() throws {
        let lines = try self.lines { $0.info("x", metadata: ["subject": "CN=a user=\"b\""]) }
        #expect(lines == [#"info x subject="CN=a user=\"b\"""#])
    }
}
