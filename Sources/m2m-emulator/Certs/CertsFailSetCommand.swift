import ArgumentParser
import Domain
import Foundation
import PKI
import Settings

struct CertsFailSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fail-set",
        abstract:
            "Make one client certificate for each way of being wrong, and a page that says what each is answered.",
        discussion: """
            With a disabled user in the settings there is one of that user's too. The revoked one goes on the environment's \
            revocation list.
            """
    )

    @OptionGroup var options: CertsOptions

    @Option(help: "Kind of key.")
    var key = PKI.KeyType.rsa2048

    @Option(help: "Of the PKCS#12 files; without it certificates.p12-password of the settings.")
    var password: String?

    @Argument(help: "Made when it is not there; files in it of the same names are replaced.")
    var folder: String

    func run() throws {
        try CommandOutput.reporting {
            let known = try self.options.known()
            let disabled = known.reporters.lazy.filter(\.user.isDisabled).compactMap { reporter in
                reporter.user.serials.first.map { DisabledUser(name: reporter.user.name, serial: $0) }
            }
            let set = try self.options.office.makeFailSet(
                in: self.folder,
                disabled: disabled.first,
                keyType: self.key,
                password: self.password ?? known.password,
                now: Date()
            )
            let lines = set.certificates.map { wrong in
                "  \(CommandOutput.absolute(wrong.certificatePath))  \(wrong.failCase.fault)"
            }
            CommandOutput.write(
                (["Made \(lines.count) wrong certificates:"] + lines
                    + ["What each is answered: \(CommandOutput.absolute(set.folder))/README.md"]).joined(
                        separator: "\n"
                    )
            )
        }
    }
}
