/// Where the emulator's names come from: delivery ids, session cookies, trace ids. A source with a
/// seed makes two runs equal.
///
/// May be asked from any thread; must not block.
public protocol IdentifierSource: Sendable {
    func deliveryID() -> DeliveryID
    /// A session's secret: at least 128 bits, URL-safe characters.
    func sessionToken() -> String
    /// Names one request in its answer and in the log: 32 lower-case hexadecimal digits, as W3C Trace Context has it.
    func traceID() -> String
    /// Where the names come from that are given to a user: a sandbox's follow from its own seed.
    ///
    /// - Parameter user: `nil` where nobody is known.
    func source(of user: String?) -> any IdentifierSource
}

extension IdentifierSource {
    /// The same for everybody.
    public func source(of user: String?) -> any IdentifierSource { self }
}
