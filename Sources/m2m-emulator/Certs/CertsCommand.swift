import ArgumentParser

struct CertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certs",
        abstract: "The certificate office: issue, revoke and renew client certificates, and make wrong ones.",
        discussion: """
            It works on the folder that 'serve' uses, also while that runs: what is issued is accepted at once, what is \
            revoked is refused at once.
            """,
        subcommands: [
            CertsInitCommand.self, CertsListCommand.self, CertsIssueCommand.self, CertsRevokeCommand.self,
            CertsUnrevokeCommand.self, CertsRenewCommand.self, CertsExportCommand.self, CertsListSigningCommand.self,
            CertsFailSetCommand.self,
        ]
    )
}
