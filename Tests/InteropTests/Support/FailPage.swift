import Foundation
import Testing

/// The README.md of a fail set: the table of what each certificate is answered.
struct FailPage {
    struct Row: Sendable, CustomStringConvertible {
        /// The files' name, or `missing` for no certificate.
        let name: String
        let status: Int
        let code: String
        /// `nil` where the handshake completes.
        let alert: (tls13: String, tls12: String)?

        /// All but the words about what is wrong.
        var description: String {
            "\(self.name): \(self.status) \(self.code), \(self.alert.map { "\($0.tls13) / \($0.tls12)" } ?? "no alert")"
        }

        init(_ line: Substring) throws {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            try #require(cells.count == 4, "\(line)")
            self.name = cells[0] == "(none)" ? "missing" : cells[0].trimmingCharacters(in: ["`"])
            let answer = cells[2].split(separator: " ").map { $0.trimmingCharacters(in: ["`"]) }
            self.status = try #require(Int(answer[0]), "\(line)")
            self.code = answer[1]
            let alerts = cells[3].components(separatedBy: " / ")
            self.alert = cells[3].hasPrefix("none") ? nil : (alerts[0], alerts[alerts.count - 1])
        }

        /// - Parameter tls: `1.2` or `1.3`.
        func alert(_ tls: String) -> String? { tls == "1.3" ? self.alert?.tls13 : self.alert?.tls12 }
    }

    let rows: [Row]

    /// - Parameters:
    ///   - file: its path.
    ///   - section: of that title alone; `nil` for the whole page.
    init(_ file: String, section: String? = nil) throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let part = section.map { title in
            text.components(separatedBy: "\n## ").first { $0.hasPrefix("\(title)\n") } ?? ""
        }
        let lines = (part ?? text).split(separator: "\n")
        self.rows = try lines.filter { $0.hasPrefix("| `") || $0.hasPrefix("| (none)") }.map(Row.init)
        #expect(self.rows.count == 13)
    }

    subscript(name: String) -> Row? { self.rows.first { $0.name == name } }
}

/// Makes a fail set in the workplace's folder `fail`, with a disabled user's certificate, and starts an emulator that
/// refuses it in one of the two ways.
func withFailSet(refusal: String, _ body: (Emulator, FailPage) async throws -> Void) async throws {
    try await withWorkplace { place in
        let settings = ["refusal": refusal, "disabled": "true"]
        let file = try place.write(try Repository.settings(settings), to: "fail.yaml")
        _ = try await place.certs(["fail-set", "fail", "--key", "p-256", "--settings", file.path])
        let page = try FailPage(place.path("fail/README.md"))
        try await body(Emulator(in: place, settings: settings, options: ["--certs", place.path("certs")]), page)
    }
}
