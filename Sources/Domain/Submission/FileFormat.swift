/// A registered file format: which program takes it, and what its files look like from outside.
public struct FileFormat: Hashable, Sendable {
    public let name: FileFormatName
    public let program: StatisticalProgram
    /// The local name that the root element must have; `nil` where it is not publicly known and any passes.
    public let rootElement: String?
    /// The namespace that the root element must be in; `nil` where any passes.
    public let namespace: String?
    /// Schema versions that a client may name, oldest first. A blank version means the last.
    public let versions: [String]

    public init(
        name: FileFormatName,
        program: StatisticalProgram,
        rootElement: String?,
        namespace: String?,
        versions: [String]
    ) {
        self.name = name
        self.program = program
        self.rootElement = rootElement
        self.namespace = namespace
        self.versions = versions
    }
}
