import YAMLReading

extension Settings {
    /// The certificates that the emulator makes, and how it asks for a client's.
    public struct Certificates: Hashable, Sendable {
        /// Opens the PKCS#12 files: 1 to 64 printable ASCII characters, by default `m2m-demo`.
        public var p12Password = "m2m-demo"
        /// Whether the handshake names the CA that client certificates must come from; by default it does not, since
        /// Java then withholds any other certificate and the real cause stays hidden.
        public var sendCANames = false

        public init() {}
    }
}

extension Settings.Certificates {
    enum Key: String, MapKey {
        case p12Password = "p12-password"
        case sendCANames = "send-ca-names"
    }

    mutating func read(_ map: MapReader<Key>) {
        map.read(.p12Password, as: .password, into: &self.p12Password)
        map.read(.sendCANames, as: .boolean, into: &self.sendCANames)
    }
}
