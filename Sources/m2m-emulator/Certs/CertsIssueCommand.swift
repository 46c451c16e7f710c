import ArgumentParser
import Domain
import Foundation
import PKI
import Settings

/// What is said of a new certificate.
struct IssueOptions: ParsableArguments {
    @OptionGroup var validity: ValidityOptions

    @Option(help: "Serial number: hexadecimal in any spelling, or decimal as dec:26; a random one without it.")
    var serial: SerialArgument?

    @Option(help: "Of the PKCS#12 file; without it certificates.p12-password of the settings.")
    var password: String?

    @Option(help: "How the PKCS#12 file is encrypted; modern is refused by Mono and by old Windows, macOS and Java.")
    var p12 = PKCS12Encryption.compatible

    @Option(help: "How the files are told; env is for a shell's eval.")
    var format = FilesFormat.text
}

struct CertsIssueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Make a new key and certificate for a user; the one from before is kept and stays valid.",
        discussion: """
            Valid for two years, backdated by a day, unless told otherwise. For a shell: \
            eval "$(m2m-emulator certs issue anna --format env)" sets M2M_CERT, M2M_KEY, M2M_P12, M2M_P12_PASSWORD, M2M_CA, \
            M2M_TRUSTSTORE and M2M_TRUSTSTORE_PASSWORD.
            """
    )

    @OptionGroup var options: CertsOptions

    @OptionGroup var issue: IssueOptions

    @Option(help: "Kind of key.")
    var key = PKI.KeyType.rsa2048

    @Argument(help: "Name of the user: 1 to 64 of a-z, 0-9 and -.")
    var user: String

    func run() throws {
        try self.options.report("Issued", for: self.user, self.issue) { password, now in
            try self.options.office.issue(
                user: self.user,
                serial: self.issue.serial?.serial,
                keyType: self.key,
                validity: self.issue.validity.validity(now: now),
                password: password,
                archive: self.issue.p12,
                now: now
            )
        }
    }
}

extension CertsOptions {
    /// Has a certificate made for a user, and tells what was made.
    ///
    /// - Parameter make: is given the PKCS#12 file's password and the time.
    func report(
        _ verb: String,
        for user: String,
        _ issue: IssueOptions,
        _ make: (_ password: String, _ now: Date) throws -> IssuedCertificate
    ) throws {
        try CommandOutput.reporting {
            let known = try self.known()
            try known.refuseSerial(issue.serial?.serial, ofOtherThan: user)
            let issued = try make(issue.password ?? known.password, Date())
            known.warnOfUnknown(user)
            try FilesReport(issued, self.environment, verb).write(as: issue.format)
        }
    }
}

extension FilesReport {
    init(_ issued: IssuedCertificate, _ environment: EnvironmentName, _ verb: String) {
        self.init(
            title: "\(verb) for '\(issued.user)' in the \(environment) environment:",
            user: issued.user,
            environment: environment,
            files: issued.files,
            facts: issued.certificate.facts,
            former: issued.former
        )
    }
}
