public import Domain

/// To whom an upload belongs: the session that began it or, where sessions are optional, the certificate.
public enum UploadOwner: Hashable, Sendable {
    case session(token: String)
    case certificate(fingerprint: String)
}

/// What makes two fragments parts of one file (docs/protocol.md, "Fragments").
public struct UploadKey: Hashable, Sendable {
    public let owner: UploadOwner
    public let organisation: OrganisationNumber
    public let program: StatisticalProgram
    public let period: ReferencePeriod
    public let format: FileFormatName
    public let fileName: String
    public let version: String

    public init(
        owner: UploadOwner,
        organisation: OrganisationNumber,
        program: StatisticalProgram,
        period: ReferencePeriod,
        format: FileFormatName,
        fileName: String,
        version: String
    ) {
        self.owner = owner
        self.organisation = organisation
        self.program = program
        self.period = period
        self.format = format
        self.fileName = fileName
        self.version = version
    }

    init(owner: UploadOwner, parameters: SubmissionParameters) {
        self.init(
            owner: owner,
            organisation: parameters.organisation,
            program: parameters.program,
            period: parameters.period,
            format: parameters.format.name,
            fileName: parameters.fileName,
            version: parameters.version
        )
    }
}
