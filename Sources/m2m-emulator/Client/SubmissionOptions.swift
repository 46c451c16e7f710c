import ArgumentParser
import Client
import Domain

/// What is said of a file that is sent.
struct SubmissionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The reporting organisation: ten digits (M2M_ORGANISATION).", valueName: "number"))
    var organisation: String?

    @Option(help: "VINN or KRITA (M2M_PROGRAM).")
    var program: String?

    @Option(help: ArgumentHelp("The reference period: YYYY-MM-DD (M2M_PERIOD).", valueName: "date"))
    var period: String?

    @Option(help: "The file format, V40 for example (M2M_FORMAT).")
    var format: String?

    @Option(help: "The version of the format's schema; without it the newest (M2M_VERSION).")
    var version: String?

    @Option(help: "The name that the file is sent under; without it its own.")
    var name: String?

    /// - Parameter file: its path; `nil` where the environment is to name it.
    /// - Throws: `ValidationError` for what is nowhere given or means nothing.
    func outgoingFile(_ file: String?) throws -> OutgoingFile {
        let path = try Self.given(file, .file, "the file to send")
        let organisation = try Self.given(self.organisation, .organisation, "--organisation")
        let program = try Self.given(self.program, .program, "--program")
        let period = try Self.given(self.period, .period, "--period")
        let format = try Self.given(self.format, .format, "--format")
        guard let number = OrganisationNumber(organisation) else {
            throw ValidationError("The organisation number is '\(organisation)'; allowed: ten digits, or NNNNNN-NNNN.")
        }
        guard let known = StatisticalProgram(caseInsensitive: program) else {
            throw ValidationError("The program is '\(program)'; allowed: VINN or KRITA.")
        }
        guard let date = ReferencePeriod(period) else {
            throw ValidationError("The reference period is '\(period)'; allowed: a date that exists, as 2026-09-30.")
        }
        return try OutgoingFile(
            path: path,
            name: self.name,
            organisation: number,
            program: known,
            period: date,
            format: format,
            version: self.version ?? ClientVariable.version.value ?? ""
        )
    }

    private static func given(_ value: String?, _ variable: ClientVariable, _ what: String) throws -> String {
        guard let value = value ?? variable.value else {
            throw ValidationError("Not given: \(what). Give it, or set \(variable.rawValue).")
        }
        return value
    }
}
