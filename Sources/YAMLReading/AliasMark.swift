/// Keeps YAML's aliases (`*name`) from being followed.
///
/// A few lines of aliases to aliases stand for more values than any memory holds, and the parser follows them before
/// anybody can count: it compares the keys of each map. A file of settings or of a scenario needs none, so every
/// asterisk is hidden from the parser, and shown again in the texts that come out. In YAML only an alias begins with
/// an asterisk without quotes.
enum AliasMark {
    private static let asterisk: Unicode.Scalar = "*"
    /// A noncharacter, set aside by Unicode for such use inside one program; no text of anybody's contains it.
    private static let mark = Unicode.Scalar(0xFDD0 as UInt16)!

    static func hidden(_ yaml: String) -> String { self.replacing(self.asterisk, by: self.mark, in: yaml) }

    static func restored(_ text: String) -> String { self.replacing(self.mark, by: self.asterisk, in: text) }

    static func isAlias(_ plainScalar: String) -> Bool { plainScalar.unicodeScalars.first == self.mark }

    private static func replacing(_ old: Unicode.Scalar, by new: Unicode.Scalar, in text: String) -> String {
        guard text.unicodeScalars.contains(old) else { return text }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text.unicodeScalars.lazy.map { $0 == old ? new : $0 })
        return String(scalars)
    }
}
