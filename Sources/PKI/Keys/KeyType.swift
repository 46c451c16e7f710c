/// The kinds of key the emulator makes.
public enum KeyType: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// What SCB's clients are given; takes some tenths of a second to make.
    case rsa2048 = "rsa-2048"
    /// Takes seconds to make.
    case rsa4096 = "rsa-4096"
    /// Made in less than a millisecond.
    case p256 = "p-256"
    case p384 = "p-384"

    public var description: String { self.rawValue }

    /// The longer a key takes to make, the higher: an order, no unit.
    var effort: Int {
        switch self {
        case .p256: 0
        case .p384: 1
        case .rsa2048: 2
        case .rsa4096: 3
        }
    }
}
