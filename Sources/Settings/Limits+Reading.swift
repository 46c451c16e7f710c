import YAMLReading

extension Settings.Limits {
    enum Key: String, MapKey {
        case fragmentBytes = "fragment-bytes"
        case targetBytes = "target-bytes"
        case headerBytes = "header-bytes"
        case clientCertificateBytes = "client-certificate-bytes"
        case connections
        case sessionsPerCertificate = "sessions-per-certificate"
        case uploads
        case sandboxes
        case handshakeTimeout = "handshake-timeout"
        case requestTimeout = "request-timeout"
        case idleTimeout = "idle-timeout"
        case drainBytes = "drain-bytes"
        case drainTimeout = "drain-timeout"
        case shutdownGrace = "shutdown-grace"
    }

    /// The HTTP parser takes no header field and no target longer than this.
    private static let longestHead = 80 << 10

    mutating func read(_ map: MapReader<Key>) {
        map.read(.fragmentBytes, as: .bytes(1...1 << 30), into: &self.fragmentBytes)
        map.read(.targetBytes, as: .bytes(256...Self.longestHead), into: &self.targetBytes)
        map.read(.headerBytes, as: .bytes(1024...Self.longestHead), into: &self.headerBytes)
        map.read(.clientCertificateBytes, as: .bytes(1 << 10...1 << 20), into: &self.clientCertificateBytes)
        map.read(.connections, as: .integer(1...65_536), into: &self.connections)
        map.read(.sessionsPerCertificate, as: .integer(1...10_000), into: &self.sessionsPerCertificate)
        map.read(.uploads, as: .integer(1...100_000), into: &self.uploads)
        map.read(.sandboxes, as: .integer(1...100_000), into: &self.sandboxes)
        map.read(.drainBytes, as: .bytes(0...1 << 30), into: &self.drainBytes)
        self.readTimes(map)
    }

    private mutating func readTimes(_ map: MapReader<Key>) {
        let wait = ScalarForm.duration(.milliseconds(10) ... .hours(1))
        map.read(.handshakeTimeout, as: wait, into: &self.handshakeTimeout)
        map.read(.requestTimeout, as: wait, into: &self.requestTimeout)
        map.read(.idleTimeout, as: .duration(.milliseconds(10) ... .hours(24)), into: &self.idleTimeout)
        map.read(.drainTimeout, as: wait, into: &self.drainTimeout)
        map.read(.shutdownGrace, as: .duration(.zero ... .hours(1)), into: &self.shutdownGrace)
    }
}
