public import Domain

/// What a submission says of its file: of one that is being uploaded, or of a delivery's.
public struct FileIdentity: Hashable, Sendable {
    public let organisation: OrganisationNumber
    public let program: StatisticalProgram
    public let period: ReferencePeriod
    public let format: FileFormatName
    public let fileName: String
    public let version: String

    init(_ key: UploadKey) {
        self.organisation = key.organisation
        self.program = key.program
        self.period = key.period
        self.format = key.format
        self.fileName = key.fileName
        self.version = key.version
    }

    init(_ delivery: Delivery) {
        self.organisation = delivery.organisation
        self.program = delivery.program
        self.period = delivery.period
        self.format = delivery.format
        self.fileName = delivery.fileName
        self.version = delivery.version
    }
}
