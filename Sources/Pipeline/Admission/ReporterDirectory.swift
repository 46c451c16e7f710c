public import Domain
public import TLS

/// A user whose certificate was found good. Only ``ReporterDirectory`` makes one.
public struct Reporter: Hashable, Sendable {
    public let user: User
    public let certificate: CertificateFacts

    fileprivate init(user: User, certificate: CertificateFacts) {
        self.user = user
        self.certificate = certificate
    }
}

/// Maps a certificate's serial number to its user (docs/protocol.md, "The order of a submission", step 4).
public struct ReporterDirectory: Sendable {
    public let environment: EnvironmentName
    private let users: [CertificateSerial: User]

    /// - Parameter users: no serial number stands with two of them; the settings see to that.
    public init(environment: EnvironmentName, users: [User]) {
        self.environment = environment
        let pairs = users.flatMap { user in user.serials.map { ($0, user) } }
        self.users = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// - Throws: when the serial number belongs to nobody, or to a disabled user.
    public func reporter(for identity: ClientIdentity) throws(CertificateRefusal) -> Reporter {
        guard let user = self.users[identity.certificate.serial] else { throw .unmapped(identity.certificate) }
        guard !user.isDisabled else { throw .disabled(identity.certificate, user: user.name) }
        return Reporter(user: user, certificate: identity.certificate)
    }
}
