/// Where the management listener is, who may use it, and what a caller may take of it.
public struct ManagementOptions: Sendable {
    /// An address or name to listen on. Beyond loopback ``token`` must be there.
    public var host = "127.0.0.1"
    /// 0 for any free one.
    public var port = Self.usualPort
    /// What callers must show; `nil` lets in whoever reaches the port.
    public var token: ManagementToken?
    public var limits = ManagementLimits()

    /// Where it listens when nothing else is said.
    public static let usualPort = 8480

    public init() {}
}

/// What the callers of the management listener may take. Times are machine time.
public struct ManagementLimits: Sendable {
    /// Bytes of a request's body.
    public var bodyBytes = 4 << 20
    /// Bytes of a request's line and header fields.
    public var headerBytes = 32 << 10
    /// From a connection's beginning or a request's end to the next request's head.
    public var idle = Duration.seconds(60)
    /// From a request's head to the end of its body.
    public var request = Duration.seconds(30)
    /// Connections at once; whoever comes later waits until one ends.
    public var connections = 256
    /// The longest that a call may wait for something to happen.
    public var wait = Duration.seconds(300)
    /// How long the requests in flight may take when it stops.
    public var shutdownGrace = Duration.seconds(8)

    public init() {}
}
