import Domain
import Foundation
import NIOConcurrencyHelpers

/// A clock that stands still until a test moves it.
final class ManualClock: EmulatorClock {
    private let time: NIOLockedValueBox<Date>

    init(_ start: Date = Date()) {
        self.time = NIOLockedValueBox(start)
    }

    var now: Date { self.time.withLockedValue { $0 } }

    func advance(by seconds: TimeInterval) {
        self.time.withLockedValue { $0 += seconds }
    }
}
