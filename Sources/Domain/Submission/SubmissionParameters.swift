/// The parameters of an upload, each of which means something: the format exists, the date is real.
/// What they ask for is not yet granted.
public struct SubmissionParameters: Hashable, Sendable {
    public let fragment: FragmentIndex
    public let organisation: OrganisationNumber
    public let format: FileFormat
    public let period: ReferencePeriod
    /// 1–255 characters, only ever shown and stored, never used as a path.
    public let fileName: String
    /// The registered schema version that the file claims to follow.
    public let version: String
    /// What was tolerated while reading them.
    public let deviations: [Deviation]

    public var program: StatisticalProgram { self.format.program }

    static let longestFileName = 255

    /// Judges the words of a path in their order, so that the first wrong one is named.
    ///
    /// - Parameters:
    ///   - unicodeMinus: what is done about an index written with the Swedish minus, U+2212.
    ///   - checkDigit: what is done about an organisation number whose last digit is not its check digit.
    /// - Throws: the 400 of the first parameter that means nothing (docs/protocol.md, "Fragments", "Parameters").
    public init(
        _ raw: RawSubmission,
        catalogue: FormatCatalogue,
        unicodeMinus: Tolerance,
        checkDigit: Tolerance = .accept
    ) throws(Problem) {
        var deviations: [Deviation] = []
        self.fragment = try Self.fragment(raw.fragment, unicodeMinus: unicodeMinus, deviations: &deviations)
        guard let organisation = OrganisationNumber(raw.organisationNumber) else {
            throw .organisationNumberInvalid(raw.organisationNumber)
        }
        if !organisation.hasValidCheckDigit {
            guard checkDigit == .accept else { throw .organisationCheckDigitWrong(organisation) }
            deviations.append(.organisationCheckDigit(organisation))
        }
        guard let program = StatisticalProgram(caseInsensitive: raw.statisticalProgram) else {
            throw .statisticalProgramUnknown(raw.statisticalProgram)
        }
        guard let period = ReferencePeriod(raw.referencePeriod) else {
            throw .referencePeriodInvalid(raw.referencePeriod)
        }
        guard let format = catalogue.format(FileFormatName(raw.fileFormat), of: program) else {
            let known = catalogue.formats(of: program).map(\.name)
            throw .fileFormatUnknown(raw.fileFormat, program: program, known: known)
        }
        guard (1...Self.longestFileName).contains(raw.fileName.unicodeScalars.count),
            !raw.fileName.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw .fileNameInvalid(raw.fileName) }
        self.organisation = organisation
        self.period = period
        self.format = format
        self.fileName = raw.fileName
        self.version = try Self.version(raw.version, of: format)
        self.deviations = deviations
    }

    private static func fragment(
        _ text: String,
        unicodeMinus: Tolerance,
        deviations: inout [Deviation]
    ) throws(Problem) -> FragmentIndex {
        if let index = FragmentIndex(text) { return index }
        let ascii = String(text.map { $0 == "\u{2212}" ? "-" : $0 })
        guard ascii != text, let index = FragmentIndex(ascii) else { throw .fragmentInvalid(text) }
        guard unicodeMinus == .accept else { throw .fragmentUnicodeMinus(text) }
        deviations.append(.unicodeMinus)
        return index
    }

    private static func version(_ text: String, of format: FileFormat) throws(Problem) -> String {
        if text.isEmpty { return format.versions.last ?? "" }
        guard let known = format.versions.first(where: { $0.lowercased() == text.lowercased() }) else {
            throw .versionUnknown(text, format: format)
        }
        return known
    }
}
