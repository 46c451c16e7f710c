import YAMLReading

extension ScalarForm<FragmentPattern> {
    private static var largest: Int { Int(Int32.max) }

    /// One item of a pattern.
    static let fragment = ScalarForm(
        "first, last (which is -1), an index like 2, or a range like 2.. or 2..5",
        words: ["first", "last"]
    ) { text in
        switch text {
        case "first": FragmentPattern(includesClosing: false, ranges: [0...0])
        case "last", "-1": .closing
        default:
            NumberRange.parse(text, in: 0...largest).map { FragmentPattern(includesClosing: false, ranges: [$0]) }
        }
    }
}

extension FragmentPattern {
    init(_ items: [FragmentPattern]) {
        self.init(
            includesClosing: items.contains(where: \.includesClosing),
            ranges: items.flatMap(\.ranges)
        )
    }
}

extension ScalarForm<OccurrencePattern.Item> {
    /// One item of a pattern.
    static let occurrence = ScalarForm(
        "a number from 1 to 1000000, a range like 2..4 or 2.., 'every 3' or 'every 3 from 1'",
        words: ["every"]
    ) { text in
        let limits = 1...1_000_000
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.first == "every" else { return NumberRange.parse(text, in: limits).map { .range($0) } }
        guard words.count == 2 || words.count == 4 && words[2] == "from",
            let step = Int(digits: words[1]), limits.contains(step)
        else { return nil }
        guard words.count == 4 else { return .every(step: step, from: step) }
        return Int(digits: words[3]).flatMap { limits.contains($0) ? .every(step: step, from: $0) : nil }
    }
}

/// A number, or two with `..` between them of which the second may be left out.
private enum NumberRange {
    static func parse(_ text: String, in limits: ClosedRange<Int>) -> ClosedRange<Int>? {
        guard let dots = text.firstRange(of: "..") else {
            return self.number(text, limits).map { $0...$0 }
        }
        guard let first = self.number(text[..<dots.lowerBound], limits) else { return nil }
        let end = text[dots.upperBound...]
        if end.isEmpty { return first...Int.max }
        guard let last = self.number(end, limits), first <= last else { return nil }
        return first...last
    }

    private static func number(_ text: some StringProtocol, _ limits: ClosedRange<Int>) -> Int? {
        Int(digits: text).flatMap { limits.contains($0) ? $0 : nil }
    }
}
