public import Domain
import Foundation
public import PKI
public import Scenarios
public import Server

/// A user of its own in the test environment, whose deliveries, sessions, scenarios, chance, clock and journal nobody else sees.
///
/// It is known by the client's certificate alone, so that tests that run at once share one emulator and change nothing in the
/// client under test. It ends with the emulator. Any task may use it.
public struct TestSandbox: Controlled {
    /// As ``TestEmulator/makeSandbox(_:grants:scenario:seed:keyType:)`` was given it, or the emulator chose it.
    public let name: SandboxName
    /// The first certificate, for the client under test.
    public let credential: TestCredential
    /// With the first certificate.
    public let client: TestClient

    let owner: TestEmulator
    let sandbox: Sandbox

    /// What clients call: the same for all sandboxes and users.
    public var baseURL: String { self.owner.baseURL }
    /// PEM file of the authority that a client must trust.
    public var caPath: String { self.owner.caPath }
    /// Of the first certificate.
    public var serial: CertificateSerial? { self.sandbox.certificates.first?.certificate.facts.serial }

    public var scope: ControlScope {
        get throws { try self.owner.emulator.scope(.test, sandbox: self.name) }
    }

    /// Issues another certificate, good from the next request on; the earlier ones stay good.
    ///
    /// - Returns: certificate, key and a client with them.
    public func issueCertificate(_ keyType: KeyType = .p256) async throws -> (
        credential: TestCredential, client: TestClient
    ) {
        guard let made = try await self.scope.issueCertificate(keyType) else {
            throw TestingError.noCertificate(self.name)
        }
        return try await self.owner.present(made, of: self.name)
    }

    /// Has a certificate count as revoked from the next request on, on open connections too; the first one by default.
    ///
    /// - Throws: `ControlError` when the sandbox has no certificate with the serial number.
    public func revokeCertificate(_ serial: CertificateSerial? = nil) throws {
        guard let serial = serial ?? self.serial else { return }
        try self.scope.revokeCertificate(serial)
    }

    /// Ends the sandbox with everything of it. Its certificates stand for nobody from then on.
    public func remove() async throws { try await self.owner.emulator.test.sandboxes.remove(self.name) }
}

extension TestEmulator {
    /// Makes a sandbox. Its clock begins with the time of the one for all, and is its own.
    ///
    /// - Parameters:
    ///   - name: 1 to 64 of `a`–`z`, `0`–`9` and `-`; `nil` for one that the emulator gives.
    ///   - grants: what its user may report; `nil` for all that the users of the settings may.
    ///   - scenario: YAML (docs/scenarios.md) that is played to it alone, before what is played to the others.
    ///   - seed: what its chance and ids follow from; `nil` for any.
    ///   - keyType: of its certificate's key. An RSA key takes some tenths of a second to make.
    /// - Throws: ``TestingError`` for a name that is not allowed, `ScenarioError` with the mistakes in the YAML, `ControlError`
    ///   when the name is taken.
    public func makeSandbox(
        _ name: String? = nil,
        grants: [Grant]? = nil,
        scenario: String? = nil,
        seed: Seed? = nil,
        keyType: KeyType = .p256
    ) async throws -> TestSandbox {
        var order = SandboxOrder(grants: grants, keyType: keyType, seed: seed)
        if let name {
            guard let name = SandboxName(name) else { throw TestingError.badSandboxName(name) }
            order.name = name
        }
        if let scenario { order.scenarios = [try Scenario.parse(scenario, file: "scenario")] }
        let sandbox = try await self.emulator.test.sandboxes.make(order)
        guard let first = sandbox.certificates.first else { throw TestingError.noCertificate(sandbox.name) }
        let (credential, client) = try await self.present(first, of: sandbox.name)
        return TestSandbox(name: sandbox.name, credential: credential, client: client, owner: self, sandbox: sandbox)
    }

    /// Certificate and key as files, and a client with them.
    func present(
        _ made: SandboxCertificate,
        of name: SandboxName
    ) async throws -> (credential: TestCredential, client: TestClient) {
        let serial = made.certificate.facts.serial
        let credential = try TestCredential(made, base: "\(self.folder)/\(name.text)-\(serial)")
        let client = try await self.clients.client(baseURL: self.baseURL, credential: credential, folder: self.folder)
        return (credential, client)
    }
}
