extension ScalarForm<Int> {
    /// A count, without a unit.
    package static func integer(_ range: ClosedRange<Int>) -> ScalarForm {
        ScalarForm("a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            UnitScale.count.value(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A number of bytes, alone or with `KiB`, `MiB` or `GiB`.
    package static func bytes(_ range: ClosedRange<Int>) -> ScalarForm {
        let scale = UnitScale.bytes
        let span = "\(scale.text(range.lowerBound)) to \(scale.text(range.upperBound))"
        return ScalarForm("a size from \(span), written like 4096, 64KiB or 1MiB") { text in
            scale.value(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension ScalarForm<Duration> {
    /// A length of time with its unit: `ms`, `s`, `min`, `h` or `d`, a day of 24 hours.
    ///
    /// - Parameter range: whole milliseconds.
    package static func duration(_ range: ClosedRange<Duration>) -> ScalarForm {
        let scale = UnitScale.milliseconds
        let span = "\(range.lowerBound.settingsText) to \(range.upperBound.settingsText)"
        return ScalarForm("a duration from \(span), written like 250ms, 2s, 20min, 1h or 60d") { text in
            guard let duration = scale.value(text).map({ Duration.milliseconds($0) }) else { return nil }
            return range.contains(duration) ? duration : nil
        }
    }
}

extension Duration {
    /// As a file says it, in the largest unit that makes a whole number; whole milliseconds.
    package var settingsText: String { UnitScale.milliseconds.text(Int(self / .milliseconds(1))) }
}

/// The units that a number may carry, smallest first, each a multiple of the first.
private struct UnitScale {
    let units: [(name: String, factor: Int)]

    static let count = UnitScale(units: [("", 1)])
    static let bytes = UnitScale(units: [("", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)])
    static let milliseconds = UnitScale(
        units: [("ms", 1), ("s", 1000), ("min", 60_000), ("h", 3_600_000), ("d", 86_400_000)]
    )

    /// In the smallest unit; `nil` when `text` is no number with one of the units, or too large to count.
    func value(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits),
            let unit = self.units.first(where: { $0.name == text[digits.endIndex...] })
        else { return nil }
        let (value, overflow) = number.multipliedReportingOverflow(by: unit.factor)
        return overflow ? nil : value
    }

    /// In the largest unit that says it in a whole number.
    func text(_ value: Int) -> String {
        let unit = self.units.last { value != 0 && value.isMultiple(of: $0.factor) } ?? self.units[0]
        return "\(value / unit.factor)\(unit.name)"
    }
}
