import ArgumentParser
import Domain
import Foundation
import PKI

struct CertsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show all client certificates of an environment, and what each is good for."
    )

    enum Format: String, CaseIterable, ExpressibleByArgument { case table, json }

    @OptionGroup var options: CertsOptions

    @Option(help: "How the list is told.")
    var format = Format.table

    func run() throws {
        try CommandOutput.reporting {
            let rows = try self.options.office.list(now: Date())
            switch self.format {
            case .table: CommandOutput.write(CertificateTable(rows).text)
            case .json: try CommandOutput.write(json: rows.map(CertificateEntry.init))
            }
        }
    }
}

/// Columns of text, each as wide as its widest cell.
struct CertificateTable {
    let text: String

    init(_ rows: [CertificateRow]) {
        let titles = ["USER", "SERIAL (HEX)", "SERIAL (DECIMAL)", "VALID FROM", "VALID TO", "STATE"]
        let cells = [titles] + rows.map(Self.cells)
        let widths = titles.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        self.text = cells.map { row in
            // The last column needs no filling.
            zip(row, widths.dropLast() + [0])
                .map { $0.padding(toLength: max($0.count, $1), withPad: " ", startingAt: 0) }
                .joined(separator: "  ")
        }
        .joined(separator: "\n")
    }

    private static func cells(_ row: CertificateRow) -> [String] {
        let state =
            switch row.state {
            case .valid, .expired, .notYetValid: row.state.name
            case .revoked(let entry):
                "revoked \(entry.date.ISO8601Format())" + (entry.reason.map { " \($0)" } ?? "")
            case .otherAuthority(let issuer): "of another CA, '\(issuer)'"
            }
        return [
            row.user ?? "-", row.serial.hex, row.serial.decimal, row.notBefore?.ISO8601Format() ?? "-",
            row.notAfter?.ISO8601Format() ?? "-", state + (row.isCurrent ? " (current)" : ""),
        ]
    }
}

/// A row as JSON; what is not known is left out.
struct CertificateEntry: Encodable {
    let user: String?
    let serial: String
    let serialDecimal: String
    let subject: String?
    let notBefore: Date?
    let notAfter: Date?
    let state: String
    let revoked: Date?
    let reason: String?
    let issuer: String?
    let keyType: String?
    let isCurrent: Bool
    let files: [String]

    init(_ row: CertificateRow) {
        self.user = row.user
        self.serial = row.serial.hex
        self.serialDecimal = row.serial.decimal
        self.subject = row.subject
        self.notBefore = row.notBefore
        self.notAfter = row.notAfter
        self.state = row.state.name
        if case .revoked(let entry) = row.state {
            self.revoked = entry.date
            self.reason = entry.reason?.description
        } else {
            self.revoked = nil
            self.reason = nil
        }
        if case .otherAuthority(let issuer) = row.state { self.issuer = issuer } else { self.issuer = nil }
        self.keyType = row.keyType
        self.isCurrent = row.isCurrent
        self.files = row.files.map(CommandOutput.absolute)
    }
}
