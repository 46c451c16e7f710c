/// An entry as JSON has it; the names of the keys are stable (docs/protocol.md, "Journal").
public struct JournalEntryDocument: Codable, Hashable, Sendable {
    public var number: Int
    public var environment: String
    public var user: String?
    public var sandbox: String?
    /// By the user's clock, ISO 8601 in UTC with milliseconds, as `machineTime` too.
    public var time: String
    public var machineTime: String
    public var durationMilliseconds: Double
    public var connection: Connection
    public var certificate: Certificate?
    public var outcome: String
    public var injections: [InjectionDocument]
    /// One of the two.
    public var request: Request?
    public var handshake: Handshake?

    public struct Connection: Codable, Hashable, Sendable {
        public var number: Int
        public var peer: String
        public var tlsVersion: String?
        public var serverName: String?
    }

    public struct Certificate: Codable, Hashable, Sendable {
        public var subject: String
        public var issuer: String
        public var serial: String
        public var notBefore: String
        public var notAfter: String
        public var fingerprint: String
    }

    public struct InjectionDocument: Codable, Hashable, Sendable {
        public var rule: String
        public var what: String
    }

    public struct Header: Codable, Hashable, Sendable {
        public var name: String
        public var value: String
    }

    public struct Handshake: Codable, Hashable, Sendable {
        public var reason: String
        public var hint: String
        public var alert: String?
        public var checks: [Check]
    }

    public struct Check: Codable, Hashable, Sendable {
        public var check: String
        public var outcome: String
        public var saw: String
    }
}
