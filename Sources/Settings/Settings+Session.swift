import YAMLReading

extension Settings {
    /// How the session of SCB's step 1, the heartbeat's cookie, is treated (docs/protocol.md, "Session cookie").
    public struct Session: Hashable, Sendable {
        /// Whether a fragment without a heartbeat's cookie is refused; by default it is.
        public var cookie: CookieRule = .required
        /// A session that is not used for so long ends: 1 s to 24 h, by default 20 min.
        public var idle: Duration = .seconds(20 * 60)

        public init() {}
    }

    public enum CookieRule: String, Hashable, Sendable, CaseIterable {
        /// 401 without the cookie.
        case required
        /// Without the cookie, the certificate stands for the session.
        case optional
    }
}

extension Settings.Session {
    enum Key: String, MapKey {
        case cookie, idle
    }

    mutating func read(_ map: MapReader<Key>) {
        map.read(.cookie, as: .oneOf, into: &self.cookie)
        map.read(.idle, as: .duration(.seconds(1) ... .hours(24)), into: &self.idle)
    }
}
