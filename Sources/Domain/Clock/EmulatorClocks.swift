public import Foundation
import Synchronization

/// A user of one environment.
public struct UserAddress: Hashable, Sendable, CustomStringConvertible {
    public let environment: EnvironmentName
    /// As ``User/name``.
    public let name: String

    public init(_ name: String, in environment: EnvironmentName) {
        self.name = name
        self.environment = environment
    }

    public var description: String { "\(self.environment)/\(self.name)" }
}

/// The emulator's clocks: one for all, and one for each user whose clock somebody has set apart from it
/// (docs/protocol.md, "Clock").
///
/// Any thread may ask and change them; nothing blocks. While no user has a clock, asking for one costs an atomic look.
public final class EmulatorClocks: EmulatorClock {
    /// What everybody follows who has no clock.
    public let common: ControllableClock

    private let hasOwn = Atomic(false)
    private let own = Mutex<[UserAddress: ControllableClock]>([:])

    public init(_ common: ControllableClock = ControllableClock()) {
        self.common = common
    }

    /// The time of the clock for all.
    public var now: Date { self.common.now }

    /// The clock by which a user's matters are judged.
    ///
    /// - Parameter user: `nil` where nobody is known: the clock for all.
    public func clock(of user: UserAddress?) -> ControllableClock {
        guard self.hasOwn.load(ordering: .acquiring), let user else { return self.common }
        return self.own.withLock { $0[user] } ?? self.common
    }

    /// The time by which a user's matters are judged.
    public func now(of user: UserAddress?) -> Date { self.clock(of: user).now }

    /// Whether the user's clock is the one for all.
    public func followsCommon(_ user: UserAddress) -> Bool {
        !self.hasOwn.load(ordering: .acquiring) || self.own.withLock { $0[user] == nil }
    }

    /// Sets the user's clock apart: it has the time of the one for all and stands or goes as that does, until it is
    /// changed. One that is apart already stays as it is.
    @discardableResult
    public func setApart(_ user: UserAddress) -> ControllableClock {
        self.own.withLock { own in
            if let clock = own[user] { return clock }
            let clock = self.common.copy()
            own[user] = clock
            self.hasOwn.store(true, ordering: .releasing)
            return clock
        }
    }

    /// The user follows the clock for all again.
    public func giveBack(_ user: UserAddress) {
        self.own.withLock { own in
            own[user] = nil
            if own.isEmpty { self.hasOwn.store(false, ordering: .releasing) }
        }
    }

    /// The clock for all is as it was made, and no user's is apart.
    ///
    /// - Parameter keeps: but those of whom it says so.
    public func beginAnew(keeping keeps: (UserAddress) -> Bool = { _ in false }) {
        self.own.withLock { own in
            own = own.filter { keeps($0.key) }
            self.hasOwn.store(!own.isEmpty, ordering: .releasing)
        }
        self.common.beginAnew()
    }

    /// The earliest of the times that anybody of an environment has.
    public func earliest(in environment: EnvironmentName) -> Date {
        guard self.hasOwn.load(ordering: .acquiring) else { return self.common.now }
        let own = self.own.withLock { own in own.filter { $0.key.environment == environment }.map(\.value.now) }
        return own.reduce(self.common.now, min)
    }
}
