import YAMLReading

extension Settings {
    /// The certificates that the emulator makes, and when it speaks of their ends.
    public struct Certificates: Hashable, Sendable {
        /// Opens the PKCS#12 files: 1 to 64 printable ASCII characters, by default `m2m-demo`.
        public var p12Password = "m2m-demo"
        /// What becomes of clients while a revocation list cannot be relied on; by default they are let in.
        public var revocationList: RevocationListRule = .warn
        /// How long before its end a client certificate is warned of: 0 ms to 800 d, by default 60 d. By the emulator's
        /// clock.
        public var expiryWarning: Duration = .days(60)
        /// Whether a heartbeat's answer, too, warns of the end of the certificate that it was called with; by default it
        /// does.
        public var expiryHeader = true

        public init() {}
    }

    /// What to do when an environment's revocation list is missing, cannot be read, or is stale.
    public enum RevocationListRule: String, Hashable, Sendable, CaseIterable {
        /// The log says so, and no certificate counts as revoked.
        case warn
        /// 503 until there is a good one; never the client's fault.
        case require
    }
}

extension Settings.Certificates {
    enum Key: String, MapKey {
        case p12Password = "p12-password"
        case revocationList = "revocation-list"
        case expiryWarning = "expiry-warning"
        case expiryHeader = "expiry-header"
    }

    mutating func read(_ map: MapReader<Key>) {
        map.read(.p12Password, as: .password, into: &self.p12Password)
        map.read(.revocationList, as: .oneOf, into: &self.revocationList)
        map.read(.expiryWarning, as: .duration(.zero ... .days(800)), into: &self.expiryWarning)
        map.read(.expiryHeader, as: .boolean, into: &self.expiryHeader)
    }
}
