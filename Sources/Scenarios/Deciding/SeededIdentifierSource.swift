public import Domain
import Foundation
import Synchronization

/// Names that follow from a seed: two runs with the same seed that ask for the same names in the same order get equal
/// ones.
///
/// Whoever knows the seed knows the session tokens; that is for a test double, never for a service.
public final class SeededIdentifierSource: IdentifierSource {
    private let seed: Seed
    private let deliveries = Atomic<UInt64>(0)
    private let sessions = Atomic<UInt64>(0)
    private let traces = Atomic<UInt64>(0)

    /// - Parameters:
    ///   - environment: each has names of its own, so that calls to the other do not change them.
    ///   - run: the number of the process among those that worked on the same deliveries, from 1: after a restart over
    ///     kept ones the first names must not come again.
    public init(seed: Seed, environment: EnvironmentName, run: Int) {
        var hash = StableHash()
        hash.add(environment.rawValue)
        self.seed = Seed(((seed.value ^ hash.value).splitMixed ^ UInt64(run)).splitMixed)
    }

    /// The names of a sandbox. Its own name counts beside the seed: two sandboxes with one seed must not give one name.
    public init(seed: Seed, environment: EnvironmentName, sandbox: SandboxName) {
        var hash = StableHash()
        hash.add(environment.rawValue)
        hash.add(sandbox.user)
        self.seed = Seed((seed.value ^ hash.value).splitMixed)
    }

    /// A GUID of version 4 by its form (RFC 9562, 5.4).
    public func deliveryID() -> DeliveryID {
        let number = self.deliveries.wrappingAdd(1, ordering: .relaxed).newValue
        var bytes = Self.words(2, "delivery", number, self.seed).flatMap(\.bigEndianBytes)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return DeliveryID(bytes.withUnsafeBytes { UUID(uuid: $0.load(as: uuid_t.self)) })
    }

    public func sessionToken() -> String {
        let number = self.sessions.wrappingAdd(1, ordering: .relaxed).newValue
        return Self.hex(Self.words(4, "session", number, self.seed))
    }

    public func traceID() -> String {
        let number = self.traces.wrappingAdd(1, ordering: .relaxed).newValue
        return Self.hex(Self.words(2, "trace", number, self.seed))
    }

    /// - Parameter number: of the name among those of its kind, from 1.
    private static func words(_ count: Int, _ kind: String, _ number: UInt64, _ seed: Seed) -> [UInt64] {
        var hash = StableHash()
        hash.add(kind)
        let start = ((seed.value ^ hash.value).splitMixed ^ number).splitMixed
        return (0..<UInt64(count)).map { (start ^ $0).splitMixed }
    }

    private static func hex(_ words: [UInt64]) -> String { words.map { Seed($0).description }.joined() }
}

extension UInt64 {
    fileprivate var bigEndianBytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: self >> (56 - 8 * $0)) } }
}
