/// The name of a file format, e.g. `V40` or `Krita_Monthly`. Case carries no meaning: SCB itself writes both
/// `Krita_Monthly` and `KRITA_MONTHLY`.
public struct FileFormatName: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public static func == (left: FileFormatName, right: FileFormatName) -> Bool {
        left.text.lowercased() == right.text.lowercased()
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.text.lowercased())
    }

    public var description: String { self.text }
}
