public import Domain
public import Foundation

extension CertificateOffice {
    /// Makes a key and a certificate for a user, enters it in the register and makes it the user's current one:
    /// `clients/<user>.crt`, `.key`, `.cer` (DER), `.p12` and `.password`. The files of the one from before are kept under
    /// `clients/<user>.<SERIAL>.…`; it stays valid.
    ///
    /// The folder and the environment are made when they are not there.
    ///
    /// - Parameters:
    ///   - user: 1–64 of `a`–`z`, `0`–`9` and `-`; also the certificate's common name.
    ///   - serial: a random one when `nil`.
    ///   - validity: both ends are included; from a day before `now` to two years (730 days) after when `nil`.
    ///   - password: of the PKCS#12 file: 1–128 printable ASCII characters.
    ///   - now: the emulator's clock.
    /// - Throws: ``PKIError``: `serial-taken` for a serial number that the authority has used before; and as
    ///   ``CertificateFolder/open(path:environments:server:serverKeys:password:now:machineNow:)``.
    public func issue(
        user: String,
        serial: CertificateSerial? = nil,
        keyType: KeyType = .rsa2048,
        validity: ClosedRange<Date>? = nil,
        password: String = CertificateFolder.developmentPassword,
        archive: PKCS12Encryption = .compatible,
        now: Date
    ) throws(PKIError) -> IssuedCertificate {
        try ClientRequest.check(user)
        try PKCS12Archive.check(password)
        var profile = CertificateProfile.client(user, serial: serial ?? .random(), now: now)
        if let validity {
            profile.notBefore = validity.lowerBound
            profile.notAfter = validity.upperBound
        }
        return try self.atDesk(now: now, isMaking: true) { desk throws(PKIError) in
            let order = IssueOrder(profile: profile, keyType: keyType, password: password, archive: archive)
            return try desk.issue(user, order, revokesFormer: false)
        }
    }
}

/// What is to be issued.
struct IssueOrder {
    let profile: CertificateProfile
    let keyType: KeyType
    let password: String
    let archive: PKCS12Encryption
}

extension OfficeDesk {
    mutating func issue(_ user: String, _ order: IssueOrder, revokesFormer: Bool) throws(PKIError) -> IssuedCertificate
    {
        try self.refuseTaken(order.profile.serial)
        let former = try self.current(user)
        let key = try PrivateKey.generate(order.keyType)
        let certificate = try self.authority.issue(order.profile, for: key)
        let archive = try PKCS12Archive.export(
            certificate: certificate,
            key: key,
            authority: self.authority.certificate,
            friendlyName: user,
            password: order.password,
            encryption: order.archive
        )
        // Registered first: a certificate that nobody has is no harm, one that belongs to nobody is.
        self.register.add(RegisteredCertificate(certificate, user: user, issued: self.now))
        try self.files.writeRegister(self.layout.register, self.register)
        let kept = try former.map { former throws(PKIError) in
            try self.files.keep(former, in: self.layout.client(user))
        }
        let files = self.layout.client(user)
        try self.files.writeSecret(files.key, Array(try key.pem().utf8), .made)
        try self.files.write(files.certificate, certificate, .made)
        try self.files.writeOpen(files.der, try certificate.der(), .made)
        try self.files.writeSecret(files.password, Array((order.password + "\n").utf8), .made)
        try self.files.writeSecret(files.archive, archive, .made)
        let isRevoked = revokesFormer ? try self.revokeFormer(former) : false
        return IssuedCertificate(
            user: user,
            certificate: certificate,
            files: self.clientFiles(files),
            former: zip(former, kept).map {
                FormerCertificate(facts: $0.facts, files: self.clientFiles($1), isRevoked: isRevoked)
            },
            changes: self.files.changes
        )
    }

    private func refuseTaken(_ serial: CertificateSerial) throws(PKIError) {
        let place: String? =
            if self.register.contains(serial) {
                "the register, '\(self.files.path(self.layout.register))', has it"
            } else if self.list.content.entries[serial] != nil {
                "it is on the revocation list, '\(self.files.path(self.layout.revocationList))'"
            } else {
                try self.storedCertificates().first { $0.certificate.facts.serial == serial }
                    .map { "'\(self.files.path($0.file))' has it" }
            }
        guard let place else { return }
        throw PKIError(
            .serialTaken,
            "The serial number \(serial) has been issued before in the \(self.layout.environment) environment: \(place)",
            hint: "Choose another serial number, or none for a random one: an authority never issues one twice."
        )
    }

    /// - Returns: whether there was anything to revoke.
    private mutating func revokeFormer(_ former: Certificate?) throws(PKIError) -> Bool {
        guard let former, former.isIssued(by: self.authority.certificate) else { return false }
        var entries = self.list.content.entries
        guard entries[former.facts.serial] == nil else { return false }
        entries[former.facts.serial] = Revocation(date: self.now, reason: .superseded)
        try self.signList(entries)
        return true
    }
}
