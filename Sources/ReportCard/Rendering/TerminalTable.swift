/// A card for a terminal: one line a requirement, then what failed, why, and what to do.
struct TerminalTable {
    let card: ReportCard
    /// In columns; at least ``leastWidth``.
    let width: Int
    let hasColours: Bool

    static let leastWidth = 60
    private static let verdictWidth = 15
    private static let originWidth = 4

    var text: String {
        let idWidth = (self.card.rows.map(\.id.count).max() ?? 0) + 2
        var lines = self.wrapped(self.heading, indent: 0)
        lines.append("")
        for row in self.card.rows {
            lines += self.line(row, idWidth: idWidth)
        }
        let failed = self.card.rows.filter { $0.verdict == .fail }
        for row in failed { lines += [""] + self.detail(row) }
        return lines.joined(separator: "\n")
    }

    private var heading: String {
        let counts = self.card.counts
        return "Report card of \(self.card.client), \(self.card.environment), from \(self.card.traffic): "
            + "\(counts.fail) failed, \(counts.pass) passed, \(counts.notExercised) not exercised."
    }

    private func line(_ row: ReportCard.Row, idWidth: Int) -> [String] {
        let verdict = self.coloured(row.verdict.text.filled(to: Self.verdictWidth), row.verdict)
        let head = verdict + row.origin.kind.rawValue.filled(to: Self.originWidth) + row.id.filled(to: idWidth)
        let indent = Self.verdictWidth + Self.originWidth + idWidth
        // Where little is left of a line, the title has one of its own.
        guard self.width - indent >= 20 else {
            let own = Self.verdictWidth + Self.originWidth
            return [head.trimmedEnd] + self.wrapped(row.title, indent: own).map { $0 }
        }
        let title = self.wrapped(row.title, indent: indent)
        return [head + title[0].dropFirst(indent)] + title.dropFirst()
    }

    private func detail(_ row: ReportCard.Row) -> [String] {
        let head = self.coloured("FAIL", .fail) + "  \(row.id)  (\(row.origin.text))"
        return [head] + self.wrapped(row.requirement, indent: 6)
            + row.evidenceLines.flatMap { self.wrapped("- \($0)", indent: 6, hanging: 2) }
            + self.wrapped("What to do: \(row.advice)", indent: 6)
    }

    /// Lines of at most the width, each with its indent; a word that is longer has a line of its own.
    private func wrapped(_ text: String, indent: Int, hanging: Int = 0) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            let room = self.width - indent - (lines.isEmpty ? 0 : hanging)
            if !line.isEmpty, line.count + 1 + word.count > room {
                lines.append(line)
                line = String(word)
            } else {
                line += line.isEmpty ? String(word) : " \(word)"
            }
        }
        lines.append(line)
        return lines.enumerated().map { String(repeating: " ", count: indent + ($0 == 0 ? 0 : hanging)) + $1 }
    }

    private func coloured(_ text: String, _ verdict: Verdict) -> String {
        guard self.hasColours else { return text }
        let code =
            switch verdict {
            case .pass: 32
            case .fail: 31
            case .notExercised: 2
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

extension ReportCard {
    /// How much was judged, for a person.
    var traffic: String {
        let requests = "\(self.requests) \(self.requests == 1 ? "request" : "requests")"
        guard self.failedHandshakes > 0 else { return requests }
        return
            "\(requests) and \(self.failedHandshakes) failed \(self.failedHandshakes == 1 ? "handshake" : "handshakes")"
    }

    /// For a terminal, without a line end at its end.
    ///
    /// - Parameters:
    ///   - width: of a line, in columns; less than 60 counts as 60.
    ///   - hasColours: whether verdicts have ANSI colours; only for a terminal.
    public func text(width: Int = 100, hasColours: Bool = false) -> String {
        TerminalTable(card: self, width: max(width, TerminalTable.leastWidth), hasColours: hasColours).text
    }
}

extension String {
    fileprivate func filled(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - self.count))
    }

    fileprivate var trimmedEnd: String {
        String(self.reversed().drop { $0 == " " }.reversed())
    }
}
