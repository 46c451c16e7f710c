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
    /// The XML schemas by version, spelt as in ``versions``; a version that is missing has none.
    public let schemas: [String: SchemaLocation]
    /// What is asked of every file besides its schema, in the order of the settings; no id twice.
    public let rules: [ValidationRule]

    public init(
        name: FileFormatName,
        program: StatisticalProgram,
        rootElement: String?,
        namespace: String?,
        versions: [String],
        schemas: [String: SchemaLocation] = [:],
        rules: [ValidationRule] = []
    ) {
        self.name = name
        self.program = program
        self.rootElement = rootElement
        self.namespace = namespace
        self.versions = versions
        self.schemas = schemas
        self.rules = rules
    }

    /// The format with its schemas elsewhere.
    public func withSchemas(_ move: (SchemaLocation) -> SchemaLocation) -> FileFormat {
        FileFormat(
            name: self.name,
            program: self.program,
            rootElement: self.rootElement,
            namespace: self.namespace,
            versions: self.versions,
            schemas: self.schemas.mapValues(move),
            rules: self.rules
        )
    }
}
