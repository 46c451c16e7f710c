public import Domain
import NIOConcurrencyHelpers
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

/// Maps a certificate's serial number to its user (docs/protocol.md, "The order of a submission", step 4): by the
/// settings, by the register of certificates that were issued, which may grow while the emulator runs, and by the
/// sandboxes there are.
///
/// Any thread may ask it; each answer is that of the register last taken up.
public final class ReporterDirectory: Sendable {
    private struct Users {
        /// By the settings and the register.
        var known: [CertificateSerial: User]
        var ofSandboxes: [CertificateSerial: User] = [:]

        subscript(serial: CertificateSerial) -> User? { self.known[serial] ?? self.ofSandboxes[serial] }
    }

    public let environment: EnvironmentName
    private let settingsUsers: [User]
    private let users: NIOLockedValueBox<Users>

    /// - Parameter users: no serial number stands with two of them; the settings see to that.
    public init(environment: EnvironmentName, users: [User]) {
        self.environment = environment
        self.settingsUsers = users
        self.users = NIOLockedValueBox(Users(known: Self.map(users, issued: [:])))
    }

    /// Takes up the register as it is now, in place of what it was before: the next request is judged by it.
    ///
    /// - Parameter issued: the user's name for each serial number. A name that the settings do not know stands for
    ///   nobody; where the settings name the serial number themselves, they decide.
    public func replaceIssued(_ issued: [CertificateSerial: String]) {
        let users = Self.map(self.settingsUsers, issued: issued)
        self.users.withLockedValue { $0.known = users }
    }

    /// A sandbox's user is known by the serial numbers it has, from the next request on; in place of what was known of
    /// that user before.
    ///
    /// - Parameter user: its name is a sandbox's.
    public func admit(_ user: User) {
        self.users.withLockedValue { users in
            users.ofSandboxes = users.ofSandboxes.filter { $0.value.name != user.name }
            for serial in user.serials { users.ofSandboxes[serial] = user }
        }
    }

    /// The sandbox's user is known no longer: its certificates stand for nobody.
    public func dismiss(_ sandbox: SandboxName) {
        self.users.withLockedValue { users in
            users.ofSandboxes = users.ofSandboxes.filter { $0.value.name != sandbox.user }
        }
    }

    /// - Throws: when the serial number belongs to nobody, or to a disabled user.
    public func reporter(for identity: ClientIdentity) throws(CertificateRefusal) -> Reporter {
        guard let user = self.users.withLockedValue({ $0[identity.certificate.serial] }) else {
            throw .unmapped(identity.certificate)
        }
        guard !user.isDisabled else { throw .disabled(identity.certificate, user: user.name) }
        return Reporter(user: user, certificate: identity.certificate)
    }

    func hasSandbox(of user: String) -> Bool {
        self.users.withLockedValue { $0.ofSandboxes.values.contains { $0.name == user } }
    }

    /// Whether the reporter is still there: a sandbox may be removed while a request of it is under way.
    func isKnown(_ reporter: Reporter) -> Bool {
        !SandboxName.isUser(reporter.user.name) || self.user(reporter.certificate.serial) == reporter.user.name
    }

    /// Whom the serial number stands for, a disabled user too; says nothing of the certificate that has it.
    func user(_ serial: CertificateSerial) -> String? { self.users.withLockedValue { $0[serial]?.name } }

    private static func map(_ users: [User], issued: [CertificateSerial: String]) -> [CertificateSerial: User] {
        let named = Dictionary(users.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let pairs = users.flatMap { user in user.serials.map { ($0, user) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
            .merging(issued.compactMapValues { named[$0] }, uniquingKeysWith: { settings, _ in settings })
    }
}
