import YAMLReading

extension Settings {
    /// How the handshake is held (docs/protocol.md, "Certificates and TLS").
    public struct TLS: Hashable, Sendable {
        /// Which versions are spoken; by default both.
        public var versions: TLSVersions = .both
        /// Where a client certificate is refused; by default in the answer, with the reason.
        public var refusal: RefusalMode = .explain
        /// What the emulator shows as its own certificate; by default a good one.
        public var serverCertificate: ServerCertificate = .valid
        /// Whether the handshake names the CAs that client certificates must come from; by default it does not, since
        /// Java then withholds any other certificate and the real cause stays hidden.
        public var sendCANames = false

        public init() {}
    }

    public enum TLSVersions: String, Hashable, Sendable, CaseIterable {
        /// TLS 1.2 and TLS 1.3.
        case both
        case tls12 = "1.2"
        case tls13 = "1.3"
    }

    public enum RefusalMode: String, Hashable, Sendable, CaseIterable {
        /// The handshake completes, and every call answers 403 with the reason.
        case explain
        /// The handshake fails with the alert that a strict server sends.
        case reject
    }

    /// A server certificate, or a way in which one can be wrong, so that a client's own verification can be tested.
    public enum ServerCertificate: String, Hashable, Sendable, CaseIterable {
        case valid
        /// Its validity has ended.
        case expired
        /// Its validity begins later.
        case notYetValid = "not-yet-valid"
        /// Signed by its own key.
        case selfSigned = "self-signed"
        /// For a name that nobody calls.
        case wrongHost = "wrong-host"
        /// Signed by an authority that nobody trusts.
        case untrusted
    }
}

extension Settings.TLS {
    enum Key: String, MapKey {
        case versions, refusal
        case serverCertificate = "server-certificate"
        case sendCANames = "send-ca-names"
    }

    mutating func read(_ map: MapReader<Key>) {
        map.read(.versions, as: .oneOf, into: &self.versions)
        map.read(.refusal, as: .oneOf, into: &self.refusal)
        map.read(.serverCertificate, as: .oneOf, into: &self.serverCertificate)
        map.read(.sendCANames, as: .boolean, into: &self.sendCANames)
    }
}
