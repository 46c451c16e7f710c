public import Domain
public import Foundation

extension CertificateFolder {
    /// Sees to it that the folder holds everything, making only what is missing or of no more use.
    ///
    /// A client's certificate is issued anew, for the same key, when it is not the present authority's, has another
    /// serial number than asked for, or is not valid at `now`; a server's when it is not the present authority's, not
    /// yet valid, or has fewer than 30 days left. A secret that others can read is closed to them. Authorities are
    /// never replaced. Users no longer asked for keep their files.
    ///
    /// Several processes may open one folder at once; they wait for each other. Blocks while keys are made: tenths of
    /// a second for a new folder, a few milliseconds for a complete one. Never call it on an event loop.
    ///
    /// - Parameters:
    ///   - path: made, with the folders above it, when it is not there.
    ///   - clients: each user once.
    ///   - password: of the PKCS#12 files: 1–128 printable ASCII characters.
    ///   - now: the emulator's clock, by which client certificates are dated.
    ///   - machineNow: machine time, by which server certificates are dated, since a client judges them by its own
    ///     clock; `now` when `nil`.
    /// - Throws: ``PKIError``: `invalid-input` for a user name, a password or a time that is not allowed; `file-failed`;
    ///   `corrupt-file`, `key-mismatch`, `not-an-authority` or `authority-key-missing` for what a person put or left
    ///   in the folder; `openssl-failed`.
    public static func open(
        path: String,
        environment: EnvironmentName,
        clients: [ClientRequest],
        password: String = Self.developmentPassword,
        now: Date,
        machineNow: Date? = nil
    ) throws(PKIError) -> CertificateFolder {
        try ClientRequest.check(clients)
        try PKCS12Archive.check(password)
        let layout = FolderLayout(environment: environment)
        for folder in layout.folders { try SystemFile.makeFolder("\(path)/\(folder)") }
        return try FolderLock.hold(path) { () throws(PKIError) in
            var upkeep = FolderUpkeep(
                files: FolderFiles(root: path),
                layout: layout,
                clients: clients,
                password: password,
                now: now,
                machineNow: machineNow ?? now
            )
            return try upkeep.run()
        }
    }
}
