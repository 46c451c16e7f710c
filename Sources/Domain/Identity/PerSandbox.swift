import Synchronization

/// One of something for everybody, and one for each sandbox, which shares it with nobody.
///
/// Any thread may ask and change it; nothing blocks. While there is no sandbox, asking costs an atomic look.
public final class PerSandbox<Value: Sendable>: Sendable {
    /// That of all users who are no sandbox's, and of nobody.
    public let common: Value

    private let hasOwn = Atomic(false)
    private let own = Mutex<[String: Value]>([:])

    public init(common: Value) {
        self.common = common
    }

    /// - Parameter user: a user's name; `nil` where nobody is known.
    public func value(of user: String?) -> Value {
        guard self.hasOwn.load(ordering: .acquiring), let user else { return self.common }
        return self.own.withLock { $0[user] } ?? self.common
    }

    /// The sandbox has its own from now on, in place of one that it had.
    public func set(_ value: Value, of sandbox: SandboxName) {
        self.own.withLock { own in
            own[sandbox.user] = value
            self.hasOwn.store(true, ordering: .releasing)
        }
    }

    /// The sandbox is no more.
    public func remove(_ sandbox: SandboxName) {
        self.own.withLock { own in
            own[sandbox.user] = nil
            if own.isEmpty { self.hasOwn.store(false, ordering: .releasing) }
        }
    }
}
