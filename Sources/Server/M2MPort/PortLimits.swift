import NIOCore

/// What one client may take of the port, from the settings' `limits`. Sizes in bytes, times in machine time.
struct PortLimits: Sendable {
    /// The most file content that a fragment holds.
    let fragmentBytes: Int
    /// The longest request target.
    let targetBytes: Int
    /// The most that a request's line and header fields take together.
    let headerBytes: Int
    /// Connections at once.
    let connections: Int
    /// From connecting to the end of the TLS handshake.
    let handshake: TimeAmount
    /// Between two arrivals of a request's bytes.
    let request: TimeAmount
    /// Between two requests of a connection.
    let idle: TimeAmount
    /// How much of a refused body is read, so that the client comes to read the answer.
    let drainBytes: Int
    /// How long the rest of a refused body is read.
    let drain: TimeAmount
    /// How long a connection that is being closed waits for the client to close its side.
    let linger = TimeAmount.seconds(2)

    /// Multipart framing above this is no framing.
    var bodyBytes: Int { self.fragmentBytes + 256 * 1024 }
}
