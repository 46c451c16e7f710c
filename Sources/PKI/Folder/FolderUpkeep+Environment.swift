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
        let revoked = list.list.content.entries
        var register = loaded.register
        var clients: [ClientCredential] = []
        for loaded in loaded.clients {
            let (client, issue) = try self.goBack(loaded, register, revoked, authority.authority)
            let user = client.request.user
            let credential = try self.settleClient(client, newKeys, authority.authority, issue)
            clients.append(credential)
            let certificate = credential.credential.certificate
            if issue.isToBeRegistered {
                register.add(RegisteredCertificate(certificate, user: user, issued: self.now))
                try self.files.writeRegister(layout.register, register)
            }
            let serial = certificate.facts.serial
            if revoked[serial] != nil { self.warn(.revoked(serial, user: user, layout.environment)) }
        }
        return EnvironmentCertificates(
            environment: layout.environment,
            clientAuthority: authority,
            revocationListPath: self.files.path(layout.revocationList),
            registerPath: self.files.path(layout.register),
            clients: clients
        )
    }

    /// Makes a certificate from before the current one again where the settings' number is to be the user's and that
    /// certificate has it: an authority never issues a number twice (RFC 5280, 4.1.2.2).
    ///
    /// - Returns: what the folder holds of the client then, and whether a certificate has to be issued.
    private mutating func goBack(
        _ client: LoadedClient,
        _ register: CertificateRegister,
        _ revoked: [CertificateSerial: Revocation],
        _ authority: CertificateAuthority
    ) throws(PKIError) -> (LoadedClient, ClientIssue) {
        let issue = ClientIssue(client, register, revoked, authority, now: self.now)
        guard let (former, reason) = issue.restorable else { return (client, issue) }
        let files = client.pair.files
        if let current = client.pair.certificate {
            _ = try self.files.keep(current, in: files)
        } else {
            for file in [files.archive, files.password, files.der] { try self.files.remove(file) }
        }
        let pair = try self.files.restore(former, to: files, reason)
        let restored = LoadedClient(request: client.request, pair: pair)
        return (restored, ClientIssue(restored, register, revoked, authority, now: self.now))
    }

    private mutating func settleClient(
        _ client: LoadedClient,
        _ newKeys: [PairFiles: PrivateKey],
        _ authority: CertificateAuthority,
        _ issue: ClientIssue
    ) throws(PKIError) -> ClientCredential {
        let pair = client.pair
        let archive = try self.loadArchive(pair.files)
        // Only the office makes one.
        let hadDER = issue.fault == nil ? false : try self.files.exists(pair.files.der)
        if hadDER { try self.files.remove(pair.files.der) }
        let credential = try self.settleLeaf(pair, newKeys, issue.profile, authority, issue.fault)
        if hadDER {
            try self.files.writeOpen(pair.files.der, credential.certificate.der(), .renewed(.certificateRenewed))
        }
        if let action = archive.action(isCertificateRenewed: issue.fault != nil, keepsPassword: issue.isRegistered) {
            try self.writeArchive(client.request.user, pair.files, credential, authority.certificate, archive, action)
        }
        return ClientCredential(
            user: client.request.user,
            credential: credential,
            archivePath: self.files.path(pair.files.archive),
            passwordPath: self.files.path(pair.files.password)
        )
    }
}
