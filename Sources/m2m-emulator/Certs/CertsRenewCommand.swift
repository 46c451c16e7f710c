import ArgumentParser
import Domain
import Foundation
import PKI
import Settings

struct CertsRenewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Issue a user's next certificate, with a new key of the same kind and as long a validity.",
        discussion: "The old one is kept, and stays valid to its end unless --revoke-old is given."
    )

    @OptionGroup var options: CertsOptions

    @OptionGroup var issue: IssueOptions

    @Option(help: "Kind of key; without it as the old one's.")
    var key: PKI.KeyType?

    @Flag(help: "Put the old one on the revocation list, as superseded.")
    var revokeOld = false

    @Argument(help: "Name of the user.")
    var user: String

    func run() throws {
        try self.options.report("Renewed", for: self.user, self.issue) { password, now in
            try self.options.office.renew(
                user: self.user,
                serial: self.issue.serial?.serial,
                keyType: self.key,
                validity: self.issue.validity.validity(now: now),
                revokeOld: self.revokeOld,
                password: password,
                archive: self.issue.p12,
                now: now
            )
        }
    }
}
