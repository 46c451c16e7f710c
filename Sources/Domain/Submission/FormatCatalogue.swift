/// The registered file formats, looked up without regard to case.
public struct FormatCatalogue: Sendable, Hashable {
    public let formats: [FileFormat]

    public init(_ formats: [FileFormat]) {
        self.formats = formats
    }

    /// The formats that `program` takes, in the order of the settings.
    public func formats(of program: StatisticalProgram) -> [FileFormat] {
        self.formats.filter { $0.program == program }
    }

    public func format(_ name: FileFormatName, of program: StatisticalProgram) -> FileFormat? {
        self.formats.first { $0.program == program && $0.name == name }
    }
}
