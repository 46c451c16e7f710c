import ArgumentParser
import Domain
import Foundation
import PKI
import Settings

struct CertsInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make what is missing, as a start of the emulator does: CAs, the server's certificates, the users'."
    )

    @OptionGroup var options: CertsOptions

    func run() throws {
        try CommandOutput.reporting {
            let known = try self.options.known()
            let requests = known.reporters.map {
                ClientRequest(
                    user: $0.user.name,
                    serial: $0.user.serials.first,
                    keyType: PKI.KeyType(rawValue: $0.keyType.rawValue) ?? .rsa2048
                )
            }
            let folder = try CertificateFolder.open(
                path: self.options.certs,
                environments: [self.options.environment: requests],
                password: known.password,
                now: Date()
            )
            let changes = folder.changes.map(\.description)
            CommandOutput.write((changes.isEmpty ? ["everything was in place"] : changes).joined(separator: "\n"))
            for warning in folder.warnings { CommandOutput.warn("\(warning)") }
            CommandOutput.write("trust \(CommandOutput.absolute(folder.serverAuthority.certificatePath))")
        }
    }
}
