import Domain
import Foundation
import NIOConcurrencyHelpers

extension EmulatorClocks {
    /// They stand still.
    static var standing: EmulatorClocks {
        EmulatorClocks(ControllableClock(startingAt: Date(timeIntervalSince1970: 1_800_000_000), isFrozen: true))
    }
}

/// Identifiers that count from 1, so that answers can be compared whole.
final class CountingIdentifiers: IdentifierSource {
    private let count = NIOLockedValueBox(0)

    func deliveryID() -> DeliveryID {
        DeliveryID(UUID(uuid: (0, 0, 0, 0, 0, 0, 64, 0, 128, 0, 0, 0, 0, 0, 0, UInt8(self.next()))))
    }

    func sessionToken() -> String { "session-\(self.next())" }

    func traceID() -> String { "trace-\(self.next())" }

    private func next() -> Int {
        self.count.withLockedValue { count in
            count += 1
            return count
        }
    }
}
