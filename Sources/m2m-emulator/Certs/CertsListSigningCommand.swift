import ArgumentParser
import Domain
import Foundation
import PKI

struct CertsListSigningCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crl",
        abstract: "Sign the revocation list anew, with the entries it has.",
        discussion: """
            With an end in the past the list is stale, as if an authority had stopped signing: to be rehearsed while the \
            emulator runs, for its next start puts that right. A list that is missing or cannot be read gets the entries \
            with which it was signed last.
            """
    )

    @OptionGroup var options: CertsOptions

    @Option(help: ArgumentHelp("By when the next list is due: a day or a second, also past.", valueName: "date"))
    var validTo: DateArgument?

    @Option(help: "The same in days from now, 0 to 36500; 365 without either.")
    var days: Int?

    func validate() throws {
        guard let days else { return }
        if self.validTo != nil { throw ValidationError("--days and --valid-to exclude each other; give one of them.") }
        guard (0...36_500).contains(days) else {
            throw ValidationError("--days is '\(days)'; allowed: 0 to 36500.")
        }
    }

    func run() throws {
        try CommandOutput.reporting {
            let now = Date()
            let (list, path, source) = try self.options.office.signRevocationList(
                nextUpdate: self.validTo?.last ?? self.days.map { now + TimeInterval($0) * 86_400 },
                now: now
            )
            switch source {
            case .list: break
            case .copy:
                CommandOutput.warn(
                    "The list was missing or could not be read: it has the entries with which it was signed last."
                )
            case .nothing:
                CommandOutput.warn("There was no list and no copy of one: what had been revoked no longer is.")
            }
            CommandOutput.write(
                "Signed \(CommandOutput.absolute(path)): number \(list.number), \(list.content.entries.count) "
                    + (list.content.entries.count == 1 ? "entry" : "entries")
                    + ", good until \(list.content.nextUpdate.ISO8601Format())."
            )
        }
    }
}
