import ArgumentParser

/// A time span on the command line: 250ms, 2s, 20min, 1h.
struct DurationArgument: ExpressibleByArgument {
    let duration: Duration

    private static let units: [(name: String, milliseconds: Int)] = [
        ("ms", 1), ("min", 60_000), ("s", 1000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    init(seconds: Int) {
        self.duration = .seconds(seconds)
    }

    init?(argument: String) {
        guard let unit = Self.units.first(where: { argument.hasSuffix($0.name) }),
            let number = Int(argument.dropLast(unit.name.count)), (0...1_000_000_000).contains(number)
        else { return nil }
        self.duration = .milliseconds(number * unit.milliseconds)
    }

    var defaultValueDescription: String { "\(self.duration.components.seconds)s" }
}
