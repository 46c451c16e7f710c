/// One of SCB's two environments, entirely separate in certificates and data (docs/protocol.md, "Words").
public enum EnvironmentName: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    case test
    case production

    /// The other environment: the usual home of a certificate that this one does not trust.
    public var other: EnvironmentName { self == .test ? .production : .test }

    public var description: String { self.rawValue }
}
