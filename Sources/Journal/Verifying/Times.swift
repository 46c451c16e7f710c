/// Counts in words.
enum Times {
    static func text(_ count: Int) -> String {
        switch count {
        case 0: "never"
        case 1: "once"
        case 2: "twice"
        default: "\(count) times"
        }
    }

    static func text(_ range: ClosedRange<Int>) -> String {
        switch (range.lowerBound, range.upperBound) {
        case (let low, let high) where low == high: self.text(low)
        case (0, .max): "any number of times"
        case (let low, .max): "at least \(self.text(low))"
        case (0, let high): "at most \(self.text(high))"
        case (let low, let high): "\(low) to \(high) times"
        }
    }

    /// ` (entries 3, 4)`; empty for none.
    static func entries(_ numbers: [Int]) -> String {
        guard let first = numbers.first else { return "" }
        guard numbers.count > 1 else { return " (entry \(first))" }
        let shown = numbers.prefix(10).map(String.init).joined(separator: ", ")
        return " (entries \(shown)\(numbers.count > 10 ? ", …" : ""))"
    }
}
