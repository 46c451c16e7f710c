import PKI

// What those who control the emulator ask about it.
extension Emulator {
    /// Whether every environment accepts connections.
    public var isAccepting: Bool { self.environments.allSatisfy(\.isAccepting) }

    /// PEM of the authority that clients must trust.
    public var serverAuthorityPEM: String {
        get throws(PKIError) { try self.certificates.serverAuthority.authority.certificate.pem() }
    }
}
