/// Which fragment of a file a call carries: 0, 1, 2, … or -1 for the one that ends it
/// (docs/protocol.md, "Fragments").
public enum FragmentIndex: Hashable, Sendable, CustomStringConvertible {
    /// 0, 1, 2, …
    case numbered(Int)
    /// -1.
    case closing

    /// - Returns: `nil` when `text` is not an integer from -1 to 2 147 483 647, in ASCII digits.
    public init?(_ text: String) {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }),
            let number = Int32(text), number >= -1
        else { return nil }
        self = number == -1 ? .closing : .numbered(Int(number))
    }

    public var description: String {
        switch self {
        case .numbered(let number): String(number)
        case .closing: "-1"
        }
    }
}
