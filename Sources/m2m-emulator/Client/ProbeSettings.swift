import Client
import Domain
import Foundation
import Settings

/// The built-in settings, changed so that the emulator answers as a service was seen to, as far as settings can say it.
struct ProbeSettings {
    let text: String

    init(_ report: ProbeReport, of server: ServerAddress, at time: Date) {
        var lines = Settings.defaultText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if report.isCookieOptional { Self.set("  # cookie: required", "  cookie: optional", in: &lines) }
        if report.takesUnicodeMinus { Self.set("# unicode-minus: refuse", "unicode-minus: accept", in: &lines) }
        let variants = AnswerVariant.allCases.filter(report.variants.contains).map(\.rawValue)
        if !variants.isEmpty {
            lines += ["# As probed.", "answers:", "  variants: [\(variants.joined(separator: ", "))]", ""]
        }
        self.text = (Self.heading(report, of: server, at: time) + lines).joined(separator: "\n")
    }

    private static func heading(_ report: ProbeReport, of server: ServerAddress, at time: Date) -> [String] {
        let without = report.differences.filter { $0.setting == nil }
        let differences = report.differences.map { row in
            "# - \(Self.line(row.subject)): \(Self.line(row.assumed)) → \(Self.line(row.seen))"
                + (row.setting.map { " (set: \($0))" } ?? "")
        }
        return [
            "# How \(server) answered to 'm2m-emulator probe', \(time.formatted(.iso8601)), beside what the emulator assumes.",
            "# \(report.differences.count) differences, assumed → seen; for \(without.count) of them no setting exists.",
        ] + differences + ["#"]
    }

    /// What a server wrote, safe in a comment of one line.
    private static func line(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) }.prefix(200))
    }

    private static func set(_ old: String, _ new: String, in lines: inout [String]) {
        guard let place = lines.firstIndex(of: old) else {
            preconditionFailure("fixtures/settings.yaml has no line '\(old)', which the probe replaces")
        }
        lines[place] = new
    }
}
