public import Domain
import NIOConcurrencyHelpers
import Synchronization

/// The journals of one environment: one for all its users, and one for each sandbox, which the others do not see.
///
/// Any thread may call any method; nothing blocks. While there is no sandbox, asking for a user's journal costs an atomic
/// look.
public final class Journals: Sendable {
    /// Of everybody who has no sandbox, and of connections of nobody.
    public let common: Journal

    /// Whether anything is recorded.
    public let isOn: Bool

    private let connections = Atomic(0)
    private let sandboxBounds: JournalBounds
    private let hasOwn = Atomic(false)
    private let own = NIOLockedValueBox<[String: Journal]>([:])
    /// Of a sandbox that has gone: what still comes of it is nobody's to see.
    private let nowhere = Journal(bounds: .none)

    /// Nothing is recorded.
    public static let off = Journals(common: .none, sandbox: .none)

    /// - Parameters:
    ///   - common: with no entries nothing is recorded, for no sandbox either.
    ///   - sandbox: the bounds of each sandbox's journal.
    public init(common: JournalBounds, sandbox: JournalBounds) {
        self.isOn = common.entries > 0
        self.common = Journal(bounds: common)
        self.sandboxBounds = sandbox
    }

    /// Numbers a connection, from 1.
    public func nextConnection() -> Int { self.connections.add(1, ordering: .relaxed).newValue }

    /// Where the user's entries are.
    ///
    /// - Parameter user: `nil` for nobody known.
    /// - Returns: for a sandbox that is not set apart, one that is off.
    public func journal(of user: String?) -> Journal {
        guard let user, user.hasPrefix(SandboxName.prefix) else { return self.common }
        guard self.hasOwn.load(ordering: .acquiring) else { return self.nowhere }
        return self.own.withLockedValue { $0[user] } ?? self.nowhere
    }

    /// Gives a sandbox its journal; one that has it keeps it.
    @discardableResult
    public func setApart(_ sandbox: SandboxName) -> Journal {
        self.own.withLockedValue { own in
            if let journal = own[sandbox.user] { return journal }
            let journal = Journal(bounds: self.isOn ? self.sandboxBounds : .none)
            own[sandbox.user] = journal
            self.hasOwn.store(true, ordering: .releasing)
            return journal
        }
    }

    /// Forgets a sandbox's journal; who waits for an entry of it is told.
    public func remove(_ sandbox: SandboxName) {
        let journal = self.own.withLockedValue { own in
            defer { if own.isEmpty { self.hasOwn.store(false, ordering: .releasing) } }
            return own.removeValue(forKey: sandbox.user)
        }
        journal?.close()
    }
}
