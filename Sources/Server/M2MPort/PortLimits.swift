import NIOCore

/// What one client may take of the port. Sizes in bytes, times in machine time.
struct PortLimits: Sendable {
    /// The most file content that a fragment holds.
    var fragmentBytes = 9_216_000
    /// The longest request target.
    var targetBytes = 8192
    /// The most that a request's line and header fields take together.
    var headerBytes = 32 * 1024
    /// Connections at once.
    var connections = 1000
    /// From connecting to the end of the TLS handshake.
    var handshake = TimeAmount.seconds(10)
    /// Between two arrivals of a request's bytes.
    var request = TimeAmount.seconds(30)
    /// Between two requests of a connection.
    var idle = TimeAmount.minutes(2)
    /// How much of a refused body is read, so that the client comes to read the answer.
    var drainBytes = 16 * 1024 * 1024
    /// How long the rest of a refused body is read.
    var drain = TimeAmount.seconds(30)
    /// How long a connection that is being closed waits for the client to close its side.
    var linger = TimeAmount.seconds(2)

    /// Multipart framing above this is no framing.
    var bodyBytes: Int { self.fragmentBytes + 256 * 1024 }
}
