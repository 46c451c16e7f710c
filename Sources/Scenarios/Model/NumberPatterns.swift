public import Domain

/// Which fragments of a file a rule is meant for.
public struct FragmentPattern: Hashable, Sendable {
    /// Whether the closing fragment, -1, is one.
    let includesClosing: Bool
    let ranges: [ClosedRange<Int>]

    static let closing = FragmentPattern(includesClosing: true, ranges: [])

    public func contains(_ fragment: FragmentIndex) -> Bool {
        switch fragment {
        case .closing: self.includesClosing
        case .numbered(let number): self.ranges.contains { $0.contains(number) }
        }
    }
}

/// Which of the requests that a rule counts, the first being number 1.
public struct OccurrencePattern: Hashable, Sendable {
    enum Item: Hashable, Sendable {
        case range(ClosedRange<Int>)
        /// `from`, and from then on every `step`-th.
        case every(step: Int, from: Int)
    }

    let items: [Item]

    public func contains(_ number: Int) -> Bool {
        self.items.contains { item in
            switch item {
            case .range(let range): range.contains(number)
            case .every(let step, let from): number >= from && (number - from).isMultiple(of: step)
            }
        }
    }
}

/// A share of the requests, in millionths.
public struct Share: Hashable, Sendable {
    /// 1 to 1 000 000.
    public let perMillion: Int
}
