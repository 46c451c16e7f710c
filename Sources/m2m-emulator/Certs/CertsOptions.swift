import ArgumentParser
import Domain
import Foundation
import PKI
import Settings

/// What every command of the office takes.
struct CertsOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where keys and certificates are kept.", valueName: "folder"))
    var certs = "certs-dev"

    @Option(help: "Whose certificates.")
    var environment = EnvironmentName.test

    @Option(help: ArgumentHelp("Settings file; without it the built-in fixtures/settings.yaml.", valueName: "file"))
    var settings: String?

    var office: CertificateOffice { CertificateOffice(path: self.certs, environment: self.environment) }

    func known() throws(SettingsError) -> KnownUsers {
        KnownUsers(
            settings: try self.settings.map { path throws(SettingsError) in try Settings.load(path: path) } ?? .default,
            file: self.settings,
            environment: self.environment
        )
    }
}

/// The users whom the settings name in one environment.
struct KnownUsers {
    let settings: Settings
    /// `nil` for the settings built in.
    let file: String?
    let environment: EnvironmentName

    var reporters: [Settings.Reporter] { self.settings.environments[self.environment]?.reporters ?? [] }
    var password: String { self.settings.certificates.p12Password }

    private var source: String { self.file.map { "'\($0)'" } ?? "the built-in settings" }

    /// Says so when the settings do not know the user: the emulator maps a certificate to users of the settings only.
    func warnOfUnknown(_ user: String) {
        if self.reporters.contains(where: { $0.user.name == user }) { return }
        CommandOutput.warn(
            "The user '\(user)' is not in the \(self.environment) environment of \(self.source): the emulator answers 403 "
                + "certificate-unmapped until the settings name the user and it is started again."
        )
    }

    /// - Throws: when the settings give the number to somebody else, which they decide.
    func refuseSerial(_ serial: CertificateSerial?, ofOtherThan user: String) throws {
        guard let serial else { return }
        let owner = self.reporters.first { $0.user.serials.contains(serial) && $0.user.name != user }
        guard let owner else { return }
        throw CertsFailure(
            "The serial number \(serial) belongs to the user '\(owner.user.name)' in the \(self.environment) environment of "
                + "\(self.source), not to '\(user)'. Choose another serial number, or none for a random one."
        )
    }
}

/// What a command of the office cannot do, in words for its user.
struct CertsFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
