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
        try CertsOutput.reporting {
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
            CertsOutput.write((changes.isEmpty ? ["everything was in place"] : changes).joined(separator: "\n"))
            for warning in folder.warnings { CertsOutput.warn("\(warning)") }
            CertsOutput.write("trust \(CertsOutput.absolute(folder.serverAuthority.certificatePath))")
        }
    }
}
