import Foundation

/// Where the emulator's names come from: delivery ids, session cookies, trace ids. Random in a run by itself; a source
/// with a seed makes two runs equal.
///
/// May be asked from any thread; must not block.
public protocol IdentifierSource: Sendable {
    func deliveryID() -> DeliveryID
    /// A session's secret: at least 128 bits, URL-safe characters.
    func sessionToken() -> String
    /// Names one request in its answer and in the log: 32 lower-case hexadecimal digits, as W3C Trace Context has it.
    func traceID() -> String
}

/// Names from the system's random generator.
public struct RandomIdentifierSource: IdentifierSource {
    public init() {}

    public func deliveryID() -> DeliveryID { DeliveryID(UUID()) }

    public func sessionToken() -> String { Self.hex(words: 4) }

    public func traceID() -> String { Self.hex(words: 2) }

    private static func hex(words: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<words).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
