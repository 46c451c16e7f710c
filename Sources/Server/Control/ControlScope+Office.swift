public import Domain
import Foundation
import NIOPosix
public import PKI
import Settings

// The certificates of the settings' users, which the certificate office keeps in files. Not those of sandboxes, which are
// in memory.
extension ControlScope {
    private var office: CertificateOffice {
        CertificateOffice(path: self.emulator.certificates.path, environment: self.environment.name)
    }

    /// All that the office knows of.
    ///
    /// - Throws: ``PKI/PKIError``.
    public func certificates() async throws -> [CertificateRow] {
        let (office, now) = (self.office, self.now)
        return try await self.environment.work.checks.runIfActive { try office.list(now: now) }
    }

    /// Issues a user's next certificate, dated by the user's clock and good from the next request on.
    ///
    /// - Parameter serial: a random one when `nil`.
    /// - Throws: ``ControlError``, `user-unknown`; ``PKI/PKIError``.
    public func issueCertificate(
        to user: String,
        serial: CertificateSerial? = nil,
        keyType: KeyType
    ) async throws -> IssuedCertificate {
        let address = UserAddress(user, in: self.environment.name)
        try self.environment.requireUser(address)
        return try await self.turn.take {
            let (office, now) = (self.office, self.emulator.clocks.now(of: address))
            let password = self.emulator.settings.certificates.p12Password
            let issued = try await self.environment.work.checks.runIfActive {
                try office.issue(user: user, serial: serial, keyType: keyType, password: password, now: now)
            }
            try await self.environment.takeUpFiles()
            return issued
        }
    }

    /// Has a certificate count as revoked from the next request on.
    ///
    /// - Throws: ``PKI/PKIError``.
    public func revokeIssued(_ serial: CertificateSerial, reason: RevocationReason?) async throws -> RevocationOutcome {
        try await self.turn.take {
            let (office, now) = (self.office, self.now)
            let outcome = try await self.environment.work.checks.runIfActive {
                try office.revoke(.serial(serial), reason: reason, now: now)
            }
            try await self.environment.takeUpFiles()
            return outcome
        }
    }
}
