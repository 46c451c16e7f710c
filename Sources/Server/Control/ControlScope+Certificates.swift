public import Domain
import Foundation
public import PKI

// The certificates of a sandbox. Those of the settings' users are the certificate office's matter, which works on files.
extension ControlScope {
    /// Issues the sandbox's user another certificate, dated by the sandbox's clock and good from the next request on; the
    /// earlier ones stay as they are.
    ///
    /// - Returns: `nil` in a scope that is no sandbox.
    public func issueCertificate(_ keyType: KeyType = .p256) async throws -> SandboxCertificate? {
        guard let sandbox else { return nil }
        let environment = self.environment
        return try await sandbox.turn.take {
            try self.requireLife()
            return try await environment.sandboxes.issue(to: sandbox, keyType)
        }
    }

    /// Has a certificate of the sandbox count as revoked from the next request on, on open connections too, until the
    /// sandbox is reset.
    ///
    /// - Throws: ``ControlError``, `certificate-unknown` when the scope is no sandbox or has no such certificate.
    public func revokeCertificate(_ serial: CertificateSerial) throws(ControlError) {
        guard let sandbox, self.environment.sandboxes.parts.revoke(serial, of: sandbox) else {
            let owner = self.sandbox.map { "the sandbox '\($0.name)'" } ?? "a sandbox"
            throw .noSuchCertificate(serial, of: owner)
        }
    }

    /// Whether a certificate of the sandbox counts as revoked; never in a scope that is no sandbox.
    public func isRevoked(_ serial: CertificateSerial) -> Bool {
        self.sandbox != nil && self.environment.sandboxes.parts.isRevoked(serial)
    }
}
