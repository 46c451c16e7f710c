public import Domain

/// Which bytes of a file go with which index (docs/protocol.md, "Order").
public struct FragmentPlan: Hashable, Sendable {
    /// The most that a fragment may hold, by SCB's instruction: 1024 × 9000 bytes.
    public static let usualFragmentBytes = 9_216_000

    /// What the last call, -1, carries.
    public enum Closing: String, Hashable, Sendable, CaseIterable {
        /// The last bytes. A file of one fragment goes as fragment 0 and an empty -1 all the same: only from an answer
        /// before -1 is the DeliveryId known when the answer to -1 is lost.
        case lastBytes = "last-bytes"
        /// Nothing, as in SCB's .NET client.
        case empty
        /// As `lastBytes`, but a file of one fragment is a lone -1. When its answer is lost, nobody can tell whether the
        /// delivery was made.
        case alone
    }

    public struct Piece: Hashable, Sendable {
        public let index: FragmentIndex
        public let bytes: Range<Int>
    }

    /// The last one is -1.
    public let pieces: [Piece]

    /// - Parameters:
    ///   - size: of the file in bytes; from 1.
    ///   - fragmentBytes: the most of one call; from 1.
    public init(size: Int, fragmentBytes: Int = Self.usualFragmentBytes, closing: Closing = .lastBytes) {
        var ranges = stride(from: 0, to: size, by: fragmentBytes).map { $0..<min($0 + fragmentBytes, size) }
        let needsEmptyEnd = closing == .empty || (closing == .lastBytes && ranges.count < 2)
        if needsEmptyEnd { ranges.append(size..<size) }
        let last = ranges.count - 1
        self.pieces = ranges.enumerated().map { Piece(index: $0 == last ? .closing : .numbered($0), bytes: $1) }
    }

    /// Whether the file goes as a lone -1.
    var isAlone: Bool { self.pieces.count == 1 }
}
