extension Settings {
    /// How much the emulator takes at once, and how long it waits. Times are the machine's, never the emulated clock's.
    public struct Limits: Hashable, Sendable {
        /// File content in one fragment: 1 byte to 1 GiB, by default the 9 216 000 bytes that SCB documents.
        public var fragmentBytes = 9_216_000
        /// A request's target, path and query: 256 bytes to 80 KiB, by default 8 KiB.
        public var targetBytes = 8192
        /// Request line and header fields together: 1 to 80 KiB, by default 32 KiB.
        public var headerBytes = 32768
        /// What a client's certificate chain takes in the handshake: 1 KiB to 1 MiB, by default 100 KiB.
        public var clientCertificateBytes = 100 << 10
        /// Open connections of one environment: 1 to 65 536, by default 1024.
        public var connections = 1024
        /// Live sessions of one certificate: 1 to 10 000, by default 64.
        public var sessionsPerCertificate = 64
        /// Unfinished uploads of one environment: 1 to 100 000, by default 1000.
        public var uploads = 1000
        /// Sandboxes of one environment: 1 to 100 000, by default 1000.
        public var sandboxes = 1000
        /// From an accepted connection to the end of its TLS handshake: 10 ms to 1 h, by default 10 s.
        public var handshakeTimeout: Duration = .seconds(10)
        /// Between two reads while a request arrives: 10 ms to 1 h, by default 30 s.
        public var requestTimeout: Duration = .seconds(30)
        /// Between two requests on one connection: 10 ms to 24 h, by default 2 min.
        public var idleTimeout: Duration = .seconds(120)
        /// How much of a refused body is still read, so that the client sees the answer: 0 to 1 GiB, by default 64 MiB.
        public var drainBytes = 64 << 20
        /// How long a refused body is still read: 10 ms to 1 h, by default 30 s.
        public var drainTimeout: Duration = .seconds(30)
        /// How long requests in flight may take to finish when the emulator is stopped: 0 ms to 1 h, by default 8 s,
        /// within the ten that container engines grant.
        public var shutdownGrace: Duration = .seconds(8)

        public init() {}
    }
}
