/// What is known of a payload's content (docs/protocol.md, "Journal").
public enum PayloadHash: Hashable, Sendable {
    /// SHA-256, lower-case hexadecimal.
    case sha256(String)
    /// Why it cannot be told.
    case missing(String)
}
