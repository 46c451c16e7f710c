internal import Domain
public import Foundation

extension CertificateOffice {
    /// Makes one client certificate for each way of being wrong, named after it, and a README.md that tells what each is
    /// to be answered. Files there of the same names are replaced.
    ///
    /// What has to be right for a certificate to be wrong in its one way is made too: the folder, the environment, the
    /// other environment's authority. The revoked certificate goes on the environment's revocation list; none is
    /// registered.
    ///
    /// - Parameters:
    ///   - folder: made when it is not there.
    ///   - disabled: leaves the disabled user's certificate out when `nil`. The one that a start made is copied if there is
    ///     one.
    ///   - keyType: of every key.
    ///   - password: of the PKCS#12 files: 1–128 printable ASCII characters.
    ///   - now: the emulator's clock.
    /// - Throws: ``PKIError``: `file-failed`, also for a folder with somebody else's README.md; `invalid-input` for the
    ///   password or the user's name; and as
    ///   ``CertificateFolder/open(path:environments:server:serverKeys:password:now:machineNow:)``.
    public func makeFailSet(
        in folder: String,
        disabled: DisabledUser? = nil,
        keyType: KeyType = .rsa2048,
        password: String = CertificateFolder.developmentPassword,
        now: Date
    ) throws(PKIError) -> FailSet {
        try PKCS12Archive.check(password)
        if let disabled { try ClientRequest.check(disabled.name) }
        let output = OutputFolder(path: folder, heading: "# Client certificates that are wrong, one way each")
        let others = EnvironmentLayout(environment: self.environment.other).folders
        for folder in others { try SystemFile.makeFolder("\(self.path)/\(folder)") }
        return try self.atDesk(now: now, isMaking: true) { desk throws(PKIError) in
            try output.prepare()
            let cases = FailCase.allCases.filter { $0 != .missing && ($0 != .disabled || disabled != nil) }
            let signers = try FailSigners(own: desk.authority, other: try desk.otherAuthority())
            let keys = try PrivateKey.generate(cases.map { _ in keyType })
            var certificates: [FailCertificate] = []
            for (failCase, key) in zip(cases, keys) {
                let made = try desk.make(failCase, key, signers, disabled)
                certificates.append(try output.write(failCase, made, password))
            }
            try output.writeSecret("password", Array("\(password)\n".utf8))
            try output.write(OutputFolder.page, FailSetPage.text(output.heading, cases, self.environment))
            return FailSet(folder: folder, certificates: certificates, passwordPath: output.path("password"))
        }
    }
}

/// Whoever signs the wrong certificates.
private struct FailSigners {
    let own: CertificateAuthority
    let other: CertificateAuthority
    let stranger: CertificateAuthority
    let namesake: CertificateAuthority
    let intermediate: CertificateAuthority

    init(own: CertificateAuthority, other: CertificateAuthority) throws(PKIError) {
        self.own = own
        self.other = other
        self.stranger = try .create(.throwawayAuthority(), key: try PrivateKey.generate(.p256))
        self.namesake = try own.namesake()
        let key = try PrivateKey.generate(.p256)
        self.intermediate = try CertificateAuthority(certificate: try own.issue(.intermediate(), for: key), key: key)
    }

    func signer(of failCase: FailCase) -> CertificateAuthority? {
        switch failCase {
        case .untrusted: self.stranger
        case .otherEnvironment: self.other
        case .sameNameAuthority: self.namesake
        case .selfSigned: nil
        case .pathTooLong: self.intermediate
        default: self.own
        }
    }
}

extension CertificateAuthority {
    /// An authority of the same subject with another key.
    fileprivate func namesake() throws(PKIError) -> CertificateAuthority {
        let key = try PrivateKey.generate(.p256)
        var builder = CertificateBuilder(profile: .throwawayAuthority(), key: key, issuer: nil, signer: key)
        builder.namesake = self.certificate
        return try CertificateAuthority(certificate: try builder.build(), key: key)
    }
}

/// A wrong certificate with what its PKCS#12 file needs.
private struct WrongCertificate {
    let certificate: Certificate
    let key: PrivateKey
    let authority: Certificate?
}

extension OfficeDesk {
    fileprivate mutating func make(
        _ failCase: FailCase,
        _ key: PrivateKey,
        _ signers: FailSigners,
        _ disabled: DisabledUser?
    ) throws(PKIError) -> WrongCertificate {
        if failCase == .disabled, let disabled, let stored = try self.stored(disabled) { return stored }
        let profile = CertificateProfile.wrong(failCase, disabled, now: self.now)
        guard let signer = signers.signer(of: failCase) else {
            return WrongCertificate(certificate: try .selfSigned(profile, key: key), key: key, authority: nil)
        }
        let certificate = try signer.issue(profile, for: key)
        if failCase == .revoked {
            var entries = self.list.content.entries
            entries[profile.serial] = Revocation(date: self.now, reason: .keyCompromise)
            try self.signList(entries)
        }
        return WrongCertificate(certificate: certificate, key: key, authority: signer.certificate)
    }

    /// The certificate that a start made for a disabled user: a second one of its number would be another mistake.
    private mutating func stored(_ disabled: DisabledUser) throws(PKIError) -> WrongCertificate? {
        let pair = try self.files.loadPair(self.layout.client(disabled.name), keyType: .rsa2048)
        guard let certificate = pair.certificate, let key = pair.key, certificate.facts.serial == disabled.serial,
            certificate.isIssued(by: self.authority.certificate)
        else { return nil }
        return WrongCertificate(certificate: certificate, key: key, authority: self.authority.certificate)
    }

    /// Made, with its revocation list, when the other environment has none.
    fileprivate mutating func otherAuthority() throws(PKIError) -> CertificateAuthority {
        let layout = EnvironmentLayout(environment: self.layout.environment.other)
        let pair = try self.files.loadAuthority(layout.authority)
        let list = try self.files.loadRevocationList(layout)
        var upkeep = FolderUpkeep(
            files: self.files,
            environments: [],
            server: .valid,
            password: CertificateFolder.developmentPassword,
            now: self.now,
            machineNow: self.now
        )
        let keys = pair.key == nil ? [pair.files: try PrivateKey.generate(.p256)] : [:]
        let profile = CertificateProfile.clientAuthority(of: layout.environment)
        let authority = try upkeep.settle(pair, keys, profile).authority
        if list.list == nil { _ = try upkeep.files.settleList(list, layout, authority, now: self.now) }
        self.files = upkeep.files
        return authority
    }
}

extension OutputFolder {
    fileprivate func write(
        _ failCase: FailCase,
        _ wrong: WrongCertificate,
        _ password: String
    ) throws(PKIError) -> FailCertificate {
        let archive = try PKCS12Archive.export(
            certificate: wrong.certificate,
            key: wrong.key,
            authority: wrong.authority,
            friendlyName: failCase.rawValue,
            password: password
        )
        try self.writeSecret("\(failCase).key", Array(try wrong.key.pem().utf8))
        // Nobody but the client has the intermediate's certificate.
        let above = failCase == .pathTooLong ? try wrong.authority?.pem() : nil
        try self.write("\(failCase).crt", try wrong.certificate.pem() + (above ?? ""))
        try self.writeSecret("\(failCase).p12", archive)
        return FailCertificate(
            failCase: failCase,
            certificate: wrong.certificate,
            certificatePath: self.path("\(failCase).crt"),
            keyPath: self.path("\(failCase).key"),
            archivePath: self.path("\(failCase).p12")
        )
    }
}
