/// What makes an answer slow, in the machine's time. At least one of the two.
public struct ScriptedDelay: Hashable, Sendable {
    /// Before the answer's first byte, from 0 ms; one length where both ends are equal, else one drawn between them.
    public let wait: ClosedRange<Duration>?
    /// How the answer's bytes leave.
    public let drip: Drip?

    /// So many bytes at a time, of head and body alike.
    public struct Drip: Hashable, Sendable {
        /// At least 1.
        public let bytes: Int
        /// From 1 ms.
        public let interval: Duration
    }

    /// Whether the length of the wait is drawn.
    var isDrawn: Bool { self.wait.map { $0.lowerBound < $0.upperBound } ?? false }
}
