/// The name of a sandbox: a user of its own, whose deliveries, sessions, scenarios, clock and journal nobody else sees
/// (docs/protocol.md, "Sandboxes").
public struct SandboxName: Hashable, Sendable, CustomStringConvertible {
    /// As it was chosen: 1 to 64 of `a`–`z`, `0`–`9` and `-`.
    public let text: String

    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(allowed.contains) else { return nil }
        self.text = text
    }

    /// - Returns: `nil` when `user` is no sandbox's.
    public init?(user: String) {
        guard Self.isUser(user) else { return nil }
        self.init(String(user.dropFirst(Self.prefix.count)))
    }

    /// The name of its user. No user of the settings can have it, since theirs have no slash.
    public var user: String { Self.prefix + self.text }

    public var description: String { self.text }

    /// Whether `user` is a sandbox's.
    public static func isUser(_ user: String) -> Bool { user.hasPrefix(Self.prefix) }

    /// With which the names of sandboxes' users begin, and no other user's.
    public static let prefix = "sandbox/"
}
