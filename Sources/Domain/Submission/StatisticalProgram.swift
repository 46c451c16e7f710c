/// A statistical program (*undersökning*) that takes files over M2M.
public enum StatisticalProgram: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// Securities holdings, *Värdepappersinnehav*.
    case vinn = "VINN"
    /// The credit database, *Kreditdatabas*.
    case krita = "KRITA"

    /// - Parameter text: the program's name; case carries no meaning.
    public init?(caseInsensitive text: String) {
        guard let match = Self.allCases.first(where: { $0.rawValue == text.uppercased() }) else { return nil }
        self = match
    }

    public var description: String { self.rawValue }
}
