public import Domain
public import Foundation

extension CertificateOffice {
    /// Issues a user's next certificate, with a new key, as a reporter must before the old one ends.
    ///
    /// - Parameters:
    ///   - keyType: the old one's when `nil`.
    ///   - validity: as long as the old one's, from a day before `now`, when `nil`.
    ///   - revokeOld: puts the old one on the revocation list, as `superseded`; otherwise it stays valid to its end.
    ///   - password: as ``issue(user:serial:keyType:validity:password:archive:now:)``, as the parameters not named here.
    /// - Throws: ``PKIError``: `not-found` when the user has no certificate; `invalid-input` when the old one's key is of
    ///   a kind that the emulator does not make; and as
    ///   ``issue(user:serial:keyType:validity:password:archive:now:)``.
    public func renew(
        user: String,
        serial: CertificateSerial? = nil,
        keyType: KeyType? = nil,
        validity: ClosedRange<Date>? = nil,
        revokeOld: Bool,
        password: String = CertificateFolder.developmentPassword,
        archive: PKCS12Encryption = .compatible,
        now: Date
    ) throws(PKIError) -> IssuedCertificate {
        try ClientRequest.check(user)
        try PKCS12Archive.check(password)
        return try self.atDesk(now: now, isMaking: false) { desk throws(PKIError) in
            let old = try desk.mustHave(user)
            var profile = CertificateProfile.client(user, serial: serial ?? .random(), now: now)
            let length = old.facts.notAfter.timeIntervalSince(old.facts.notBefore)
            profile.notAfter = validity?.upperBound ?? profile.notBefore + length
            profile.notBefore = validity?.lowerBound ?? profile.notBefore
            let order = IssueOrder(
                profile: profile,
                keyType: try Self.keyType(keyType, old, user),
                password: password,
                archive: archive
            )
            return try desk.issue(user, order, revokesFormer: revokeOld)
        }
    }

    private static func keyType(_ wanted: KeyType?, _ old: Certificate, _ user: String) throws(PKIError) -> KeyType {
        guard let type = wanted ?? KeyType(rawValue: old.keyName) else {
            throw PKIError(
                .invalidInput,
                "The present certificate of '\(user)' has a key of type \(old.keyName), which the emulator does not make: "
                    + KeyType.allCases.map(\.rawValue).joined(separator: ", ") + " are allowed",
                hint: "Say which of them the new key is to be."
            )
        }
        return type
    }
}

extension OfficeDesk {
    func mustHave(_ user: String) throws(PKIError) -> Certificate {
        if let certificate = try self.current(user) { return certificate }
        throw PKIError(
            .notFound,
            "The user '\(user)' has no certificate in the \(self.layout.environment) environment: no file "
                + "'\(self.files.path(self.layout.client(user).certificate))'",
            hint: "Check the name, or issue a certificate first: 'm2m-emulator certs issue \(user)'."
        )
    }
}
