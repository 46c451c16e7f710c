import ArgumentParser
import Domain
import Foundation
import PKI

struct CertsExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Copy what a client needs to be a user into one folder: PEM, DER, PKCS#12 and truststores."
    )

    @OptionGroup var options: CertsOptions

    @Option(help: "Of the PKCS#12 file, which is then made anew; without it the one it has.")
    var password: String?

    @Option(help: "How a PKCS#12 file made anew is encrypted; needs --password.")
    var p12: PKCS12Encryption?

    @Option(help: "How the files are told; env is for a shell's eval.")
    var format = FilesFormat.text

    @Argument(help: "Name of the user.")
    var user: String

    @Argument(help: "Made when it is not there; files in it of the same names are replaced.")
    var folder: String

    func validate() throws {
        if self.p12 != nil, self.password == nil {
            throw ValidationError("--p12 needs --password: a PKCS#12 file that is only copied stays as it is.")
        }
    }

    func run() throws {
        try CommandOutput.reporting {
            let exported = try self.options.office.export(
                user: self.user,
                to: self.folder,
                password: self.password,
                archive: self.p12 ?? .compatible,
                now: Date()
            )
            let report = FilesReport(
                title: "Exported for '\(self.user)' of the \(self.options.environment) environment:",
                user: self.user,
                environment: self.options.environment,
                files: exported.files,
                facts: exported.certificate.facts
            )
            try report.write(as: self.format)
        }
    }
}
