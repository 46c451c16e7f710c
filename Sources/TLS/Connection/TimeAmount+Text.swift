package import NIOCore

extension TimeAmount {
    /// For a person: `30 seconds`, `250 ms`.
    package var text: String {
        let milliseconds = self.nanoseconds / 1_000_000
        guard milliseconds >= 1000, milliseconds.isMultiple(of: 1000) else { return "\(milliseconds) ms" }
        return milliseconds == 1000 ? "1 second" : "\(milliseconds / 1000) seconds"
    }
}
