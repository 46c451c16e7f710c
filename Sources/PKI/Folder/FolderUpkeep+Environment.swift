internal import Domain
internal import Foundation

extension FolderUpkeep {
    mutating func settle(
        _ loaded: LoadedEnvironment,
        _ newKeys: [PairFiles: PrivateKey]
    ) throws(PKIError) -> EnvironmentCertificates {
        let layout = loaded.layout
        let authority = try self.settle(loaded.authority, newKeys, .clientAuthority(of: layout.environment))
        let list = try self.files.settleList(loaded.list, layout, authority.authority, now: self.now)
        var register = loaded.register
        var clients: [ClientCredential] = []
        for (request, pair) in zip(loaded.requests, loaded.clients) {
            let issue = ClientIssue(request, pair, register, list.content.entries, authority.authority, now: self.now)
            let client = try self.settleClient(request, pair, newKeys, authority.authority, issue)
            clients.append(client)
            if issue.isToBeRegistered {
                let certificate = client.credential.certificate
                register.add(RegisteredCertificate(certificate, user: request.user, issued: self.now))
                try self.files.writeRegister(layout.register, register)
            }
        }
        return EnvironmentCertificates(
            environment: layout.environment,
            clientAuthority: authority,
            revocationListPath: self.files.path(layout.revocationList),
            registerPath: self.files.path(layout.register),
            clients: clients
        )
    }

    private mutating func settleClient(
        _ request: ClientRequest,
        _ pair: StoredPair,
        _ newKeys: [PairFiles: PrivateKey],
        _ authority: CertificateAuthority,
        _ issue: ClientIssue
    ) throws(PKIError) -> ClientCredential {
        let archive = try self.loadArchive(pair.files)
        // Only the office makes one.
        let hadDER = issue.fault == nil ? false : try self.files.exists(pair.files.der)
        if hadDER { try self.files.remove(pair.files.der) }
        let credential = try self.settleLeaf(pair, newKeys, issue.profile, authority, issue.fault)
        if hadDER {
            try self.files.writeOpen(pair.files.der, credential.certificate.der(), .renewed(.certificateRenewed))
        }
        if let action = archive.action(isCertificateRenewed: issue.fault != nil, keepsPassword: issue.isRegistered) {
            try self.writeArchive(request.user, pair.files, credential, authority.certificate, archive, action)
        }
        return ClientCredential(
            user: request.user,
            credential: credential,
            archivePath: self.files.path(pair.files.archive),
            passwordPath: self.files.path(pair.files.password)
        )
    }
}

/// Whether a user's certificate has to be issued, and as what.
struct ClientIssue {
    /// What issuing is to be noted as; `nil` when there is no need to.
    let fault: FolderChange.Action?
    /// Should it be issued.
    let profile: CertificateProfile
    /// Whether the one that is there is in the register.
    let isRegistered: Bool
    /// Whether it is to be issued with a serial number that the settings do not name.
    let isToBeRegistered: Bool

    init(
        _ request: ClientRequest,
        _ pair: StoredPair,
        _ register: CertificateRegister,
        _ revoked: [CertificateSerial: Revocation],
        _ authority: CertificateAuthority,
        now: Date
    ) {
        // A number on the list would make the new certificate a revoked one.
        let named = request.serial.flatMap { revoked[$0] == nil ? $0 : nil }
        self.profile = .client(request.user, serial: named ?? .random(), now: now)
        self.fault =
            pair.fault(authority: authority, now: now, margin: 0)
            ?? pair.certificate.flatMap { request.fault(of: $0.facts.serial, register, revoked) }
        self.isRegistered = pair.certificate.map { register.contains($0.facts.serial) } ?? false
        self.isToBeRegistered = self.fault != nil && named == nil
    }
}

extension ClientRequest {
    /// - Returns: why a certificate of the serial number `found` does not do.
    fileprivate func fault(
        of found: CertificateSerial,
        _ register: CertificateRegister,
        _ revoked: [CertificateSerial: Revocation]
    ) -> FolderChange.Action? {
        // Also when it is revoked: that is how the settings' own number is rehearsed.
        if found == self.serial { return nil }
        if register.users[found] == self.user {
            return revoked[found].map { .renewed(.revoked(found, $0.date)) }
        }
        guard let wanted = self.serial else { return .renewed(.notRegistered(found)) }
        return .renewed(.otherSerial(found: found, wanted: wanted))
    }
}
