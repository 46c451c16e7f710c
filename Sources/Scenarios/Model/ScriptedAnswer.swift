/// What is answered in place of the emulator's own answer.
public struct ScriptedAnswer: Hashable, Sendable {
    /// The HTTP status, 200 to 599.
    public let status: Int
    public let body: Body
    /// In the order of the file; no name twice, none that frames the message, no `Content-Type`.
    public let headers: [Header]
    public let timing: Timing

    public enum Body: Hashable, Sendable {
        /// A problem document (docs/protocol.md, "Errors") with this code; `nil` leaves the code to the emulator.
        case problem(code: String?)
        /// These bytes, whatever they are.
        case raw(text: String, contentType: String)
    }

    public struct Header: Hashable, Sendable {
        /// A token (RFC 9110, 5.6.2).
        public let name: String
        /// Printable ASCII.
        public let value: String
    }

    public enum Timing: String, Hashable, Sendable, CaseIterable {
        /// The request changes nothing.
        case instead
        /// The fragment is stored as always, and only the answer is another.
        case afterStored = "after-stored"
    }
}
