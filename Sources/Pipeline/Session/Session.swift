public import Foundation

/// A client's session, begun by a heartbeat and held by its cookie (docs/protocol.md, "Session cookie").
public struct Session: Hashable, Sendable {
    /// The cookie's value.
    public let token: String
    /// The certificate that it was given to, by fingerprint; no other may use it.
    public let certificate: String
    /// By whose clock it ends; empty for one of an emulator that did not keep the name.
    public let user: String
    public var lastUsed: Date

    public init(token: String, certificate: String, user: String, lastUsed: Date) {
        self.token = token
        self.certificate = certificate
        self.user = user
        self.lastUsed = lastUsed
    }
}

/// What is decided about sessions by the settings.
public struct SessionPolicy: Hashable, Sendable {
    /// Whether an upload without a live session is refused.
    public let isRequired: Bool
    /// After so long without a call a session is over.
    public let idleLimit: Duration
    /// Of more than these, the one unused for longest ends.
    public let perCertificate: Int

    public init(isRequired: Bool, idleLimit: Duration, perCertificate: Int) {
        self.isRequired = isRequired
        self.idleLimit = idleLimit
        self.perCertificate = perCertificate
    }
}
