import Domain
import Journal
import PKI
import Pipeline
import Scenarios
import TLS

/// The parts of an environment that have something of each sandbox.
struct SandboxParts: Sendable {
    let environment: EnvironmentName
    let pipeline: SubmissionPipeline
    let stage: ScenarioStage
    let identifiers: SandboxedIdentifierSource
    let journals: Journals
    let clocks: EmulatorClocks
    let lists: RevocationLists
    let authority: CertificateAuthority
    let work: BlockingWork
    /// Of all users of the settings.
    let grants: [Grant]
    let archivePassword: String
    /// How many sandboxes there may be.
    let limit: Int

    func sandbox(_ name: SandboxName, _ order: SandboxOrder) -> Sandbox {
        Sandbox(
            name,
            in: self.environment,
            grants: order.grants ?? self.grants,
            seed: order.seed ?? .random(),
            authority: self.authority.certificate,
            archivePassword: self.archivePassword
        )
    }

    /// Gives the sandbox what is its own, before anybody can call as its user.
    func begin(_ sandbox: Sandbox, _ order: SandboxOrder) {
        let names = Set(order.scenarios.map(\.name))
        let others = self.stage.play(to: nil).engine.scenarios.filter { !names.contains($0.name) }
        let scenarios = order.scenarios + others
        self.clocks.setApart(sandbox.user)
        self.stage.setApart(sandbox.name, ScenarioEngine(scenarios, seed: sandbox.seed))
        self.identifiers.setApart(sandbox.name, seed: sandbox.seed, environment: self.environment)
        self.journals.setApart(sandbox.name)
    }

    /// What is its own is as when it was made; its clock has the time of the one for all.
    func beginAnew(_ sandbox: Sandbox) {
        self.clocks.giveBack(sandbox.user)
        self.clocks.setApart(sandbox.user)
        self.stage.play(to: sandbox.name.user).beginAnew()
        self.identifiers.setApart(sandbox.name, seed: sandbox.seed, environment: self.environment)
        self.journals.journal(of: sandbox.name.user).clear()
    }

    func end(_ name: SandboxName) {
        self.pipeline.dismiss(name)
        self.identifiers.remove(name)
        self.journals.remove(name)
        self.stage.remove(name)
        self.clocks.giveBack(UserAddress(name.user, in: self.environment))
    }

    /// Blocking while the key is made.
    func certificate(for sandbox: Sandbox, _ keyType: KeyType) throws -> SandboxCertificate {
        let key = try PrivateKey.generate(keyType)
        let profile = CertificateProfile.client(
            sandbox.name.user,
            serial: .random(),
            now: self.clocks.now(of: sandbox.user)
        )
        return SandboxCertificate(certificate: try self.authority.issue(profile, for: key), key: key)
    }

    /// - Returns: whether there was such a certificate.
    func revoke(_ serial: CertificateSerial, of sandbox: Sandbox) -> Bool {
        guard sandbox.certificates.contains(where: { $0.certificate.facts.serial == serial }) else { return false }
        self.lists.revoke(
            serial,
            issuer: self.authority.certificate.facts.fingerprint,
            at: self.clocks.now(of: sandbox.user)
        )
        return true
    }

    func isRevoked(_ serial: CertificateSerial) -> Bool {
        self.lists.isRevokedByHand(serial, issuer: self.authority.certificate.facts.fingerprint)
    }

    func forgetRevocations(of certificates: [SandboxCertificate]) {
        let issuer = self.authority.certificate.facts.fingerprint
        for certificate in certificates {
            self.lists.forgetRevocation(certificate.certificate.facts.serial, issuer: issuer)
        }
    }
}
