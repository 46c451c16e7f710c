import ArgumentParser
import Domain
import Foundation
import PKI

struct CertsRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Put a certificate on the revocation list; a running emulator refuses it from then on."
    )

    @OptionGroup var options: CertsOptions

    @Option(help: "Why; only certificateHold can be taken back. None is given without it.")
    var reason: ReasonArgument?

    @Option(help: ArgumentHelp("Since when: 2026-01-31 or 2026-01-31T12:00:00Z. Now without it.", valueName: "date"))
    var date: DateArgument?

    @Argument(help: ArgumentHelp(CertsRevokeCommand.selectorHelp, valueName: "user|serial|file"))
    var certificate: CertificateSelector

    static let selectorHelp: String =
        "A user's current certificate; a serial number, 1A, 0x1A, 00:1A or dec:26; or a file with it, ./anna.crt."

    func run() throws {
        try CommandOutput.reporting {
            let outcome = try self.options.office.revoke(
                self.certificate,
                reason: self.reason?.reason,
                date: self.date?.first,
                now: Date()
            )
            if !outcome.isKnown {
                CommandOutput.warn(
                    "The authority has no trace of a certificate with serial number \(outcome.serial); it is on the list "
                        + "all the same."
                )
            }
            let reason = outcome.revocation?.reason.map { ", reason \($0)" } ?? ""
            CommandOutput.write("Revoked \(outcome.named)\(reason). \(outcome.list)")
        }
    }
}

struct CertsUnrevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unrevoke",
        abstract: "Take a certificate off the revocation list that was put there as certificateHold."
    )

    @OptionGroup var options: CertsOptions

    @Argument(help: ArgumentHelp(CertsRevokeCommand.selectorHelp, valueName: "user|serial|file"))
    var certificate: CertificateSelector

    func run() throws {
        try CommandOutput.reporting {
            let outcome = try self.options.office.unrevoke(self.certificate, now: Date())
            CommandOutput.write("Off the revocation list: \(outcome.named). \(outcome.list)")
        }
    }
}

extension RevocationOutcome {
    fileprivate var named: String {
        "serial number \(self.serial), in decimal \(self.serial.decimal)" + (self.user.map { ", of '\($0)'" } ?? "")
    }

    fileprivate var list: String {
        "The revocation list \(CommandOutput.absolute(self.listPath)) has number \(self.listNumber) now."
    }
}
