/// The seven words of an upload's path, percent-decoded and not yet judged.
public struct RawSubmission: Hashable, Sendable {
    public var fragment: String
    public var organisationNumber: String
    public var statisticalProgram: String
    public var referencePeriod: String
    public var fileFormat: String
    public var fileName: String
    /// Empty when the client gave none.
    public var version: String

    public init(
        fragment: String,
        organisationNumber: String,
        statisticalProgram: String,
        referencePeriod: String,
        fileFormat: String,
        fileName: String,
        version: String
    ) {
        self.fragment = fragment
        self.organisationNumber = organisationNumber
        self.statisticalProgram = statisticalProgram
        self.referencePeriod = referencePeriod
        self.fileFormat = fileFormat
        self.fileName = fileName
        self.version = version
    }
}
