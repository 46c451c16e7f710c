public import Domain
public import Foundation

extension CertificateFolder {
    /// Sees to it that the folder holds everything, making only what is missing or of no more use.
    ///
    /// A client's certificate is issued anew, for the same key, when it is not the present authority's, is not valid at
    /// `now`, or has another serial number than asked for, unless the register has it as the user's and it is not
    /// revoked. If one with that serial number is kept from before and is good, it becomes the current one again instead; if
    /// it is not, the new one has a random number, for an authority never issues one twice (RFC 5280, 4.1.2.2). A server's
    /// certificate is issued anew when it is not the present authority's, stands for other names, is not yet valid, or has
    /// fewer than 30 days left; odd ones at each opening. A revocation list is signed anew, with the same entries, when
    /// the present authority did not sign it, when it is not yet valid at `now` or has fewer than 30 days left; a missing
    /// one from the copy of the last. A secret that others can read is closed to them. Authorities are never replaced.
    /// Users and environments not asked for keep their files.
    ///
    /// Several processes may open one folder at once; they wait for each other. Blocks while keys are made: tenths of
    /// a second for a new folder, a few milliseconds for a complete one. Never call it on an event loop.
    ///
    /// - Parameters:
    ///   - path: made, with the folders above it, when it is not there.
    ///   - environments: those to be held ready, and in each the clients, each user once.
    ///   - server: what the server is to show. The sound certificates are seen to in any case.
    ///   - serverKeys: of what the server shows; P-256 alone spares the time that an RSA key takes.
    ///   - password: of the PKCS#12 files: 1–128 printable ASCII characters.
    ///   - now: the emulator's clock, by which client certificates and revocation lists are dated.
    ///   - machineNow: machine time, by which server certificates are dated, since a client judges them by its own
    ///     clock; `now` when `nil`.
    /// - Throws: ``PKIError``: `invalid-input` for a user name, a password or a time that is not allowed; `file-failed`;
    ///   `corrupt-file`, `key-mismatch`, `not-an-authority` or `authority-key-missing` for what a person put or left
    ///   in the folder; `openssl-failed`.
    public static func open(
        path: String,
        environments: [EnvironmentName: [ClientRequest]],
        server: ServerCertificateKind = .valid,
        serverKeys: [KeyType] = Self.usualServerKeys,
        password: String = Self.developmentPassword,
        now: Date,
        machineNow: Date? = nil
    ) throws(PKIError) -> CertificateFolder {
        let order = EnvironmentName.allCases.filter { environments[$0] != nil }
        for environment in order { try ClientRequest.check(environments[environment] ?? []) }
        try PKCS12Archive.check(password)
        for folder in [ServerLayout.folder] + order.flatMap({ EnvironmentLayout(environment: $0).folders }) {
            try SystemFile.makeFolder("\(path)/\(folder)")
        }
        return try FolderLock.hold(path) { () throws(PKIError) in
            var upkeep = FolderUpkeep(
                files: FolderFiles(root: path),
                environments: order.map { (EnvironmentLayout(environment: $0), environments[$0] ?? []) },
                server: server,
                serverKeys: serverKeys,
                password: password,
                now: now,
                machineNow: machineNow ?? now
            )
            return try upkeep.run()
        }
    }
}
