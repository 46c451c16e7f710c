/// A statistical program (*undersökning*) that takes files over M2M.
public enum StatisticalProgram: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// Securities holdings, *Värdepappersinnehav*.
    case vinn = "VINN"
    /// The credit database, *Kreditdatabas*.
    case krita = "KRITA"

    /// - Parameter text: the program's name; case carries no meaning.
    public init?(caseInsensitive text: String) {
        // ASCII alone: Unicode has other letters whose capitals are these.
        guard text.utf8.allSatisfy({ $0 < 0x80 }), let match = Self(rawValue: text.uppercased()) else { return nil }
        self = match
    }

    public var description: String { self.rawValue }
}
