public import Domain
import NIOConcurrencyHelpers
public import PKI
public import Scenarios

/// What a sandbox is to be; everything has a default.
public struct SandboxOrder: Sendable {
    /// `nil` for one that the emulator gives: `s1`, `s2`, …
    public var name: SandboxName?
    /// What its user may report; `nil` for all that the users of the settings may.
    public var grants: [Grant]?
    /// Of its certificate's key. An RSA key takes some tenths of a second to make.
    public var keyType: KeyType
    /// What its chance and ids follow from; `nil` for any.
    public var seed: Seed?
    /// What is played to it before that which the environment plays to the others at that moment; one of the same name
    /// takes that one's place.
    public var scenarios: [Scenario]

    public init(
        name: SandboxName? = nil,
        grants: [Grant]? = nil,
        keyType: KeyType = .p256,
        seed: Seed? = nil,
        scenarios: [Scenario] = []
    ) {
        self.name = name
        self.grants = grants
        self.keyType = keyType
        self.seed = seed
        self.scenarios = scenarios
    }
}

/// A user that shares nothing with others but the port: deliveries, sessions, uploads, scenarios, chance, clock and
/// journal are its own, and all of it is known by the client's certificate (docs/protocol.md, "Sandboxes").
///
/// Made by ``Sandboxes/make(_:)``; gone when it is removed, and at the latest with the process. Any thread may ask it.
public final class Sandbox: Sendable {
    public let name: SandboxName
    public let environment: EnvironmentName
    public let grants: [Grant]
    public let seed: Seed
    /// The password of the PKCS#12 files of ``certificates``.
    public let archivePassword: String

    /// Whoever changes something of it while it is used takes it first.
    let turn = ControlTurn()
    private let authority: Certificate
    private let issued: NIOLockedValueBox<[SandboxCertificate]>

    init(
        _ name: SandboxName,
        in environment: EnvironmentName,
        grants: [Grant],
        seed: Seed,
        authority: Certificate,
        archivePassword: String
    ) {
        self.name = name
        self.environment = environment
        self.grants = grants
        self.seed = seed
        self.authority = authority
        self.archivePassword = archivePassword
        self.issued = NIOLockedValueBox([])
    }

    /// By what its clock is known.
    public var user: UserAddress { UserAddress(self.name.user, in: self.environment) }

    /// In the order in which they were issued: at least one. Revoked ones stay.
    public var certificates: [SandboxCertificate] { self.issued.withLockedValue { $0 } }

    /// The user as the environment knows it.
    var domainUser: User {
        User(
            name: self.name.user,
            serials: self.certificates.map(\.certificate.facts.serial),
            isDisabled: false,
            grants: self.grants
        )
    }

    func add(_ certificate: SandboxCertificate) { self.issued.withLockedValue { $0.append(certificate) } }

    /// Only the first stays.
    func dropLaterCertificates() { self.issued.withLockedValue { $0 = Array($0.prefix(1)) } }

    /// The certificate, its key and the authority as PKCS#12 in the form that all platforms read. Takes some milliseconds.
    ///
    /// - Throws: ``PKI/PKIError`` when memory is short.
    public func archive(_ certificate: SandboxCertificate) throws(PKIError) -> [UInt8] {
        try PKCS12Archive.export(
            certificate: certificate.certificate,
            key: certificate.key,
            authority: self.authority,
            friendlyName: self.name.text,
            password: self.archivePassword
        )
    }
}

/// A client certificate with its key; both are in memory alone.
public struct SandboxCertificate: Sendable {
    public let certificate: Certificate
    public let key: PrivateKey
}
