import Domain
import Foundation
import NIOConcurrencyHelpers

/// Identifiers that count from 1, so that two runs give the same ones.
final class CountingIdentifiers: IdentifierSource {
    private let count = NIOLockedValueBox(0)

    func deliveryID() -> DeliveryID {
        let number = UInt32(self.next())
        let tail = withUnsafeBytes(of: number.bigEndian) { Array($0) }
        return DeliveryID(
            UUID(uuid: (0, 0, 0, 0, 0, 0, 64, 0, 128, 0, 0, 0, tail[0], tail[1], tail[2], tail[3]))
        )
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
