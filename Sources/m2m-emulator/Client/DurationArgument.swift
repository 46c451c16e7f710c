import ArgumentParser
import YAMLReading

/// A time span on the command line, written as in the settings: 250ms, 2s, 20min, 1h.
struct DurationArgument: ExpressibleByArgument {
    let duration: Duration

    /// Where an option has closer bounds, it says so itself.
    private static let form = ScalarForm<Duration>.duration(.zero ... .seconds(3650 * 86_400))

    init(seconds: Int) {
        self.duration = .seconds(seconds)
    }

    init?(argument: String) {
        guard let duration = Self.form.parse(argument) else { return nil }
        self.duration = duration
    }

    var defaultValueDescription: String { "\(self.duration.components.seconds)s" }
}
