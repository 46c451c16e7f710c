internal import Domain
internal import Foundation

/// What a call of the office works on: the environment's files as they are while the folder's lock is held.
struct OfficeDesk {
    var files: FolderFiles
    let layout: EnvironmentLayout
    let authority: CertificateAuthority
    let authorityPath: String
    var list: SignedRevocationList
    /// The highest CRL number known to be used.
    private var lastNumber: UInt64
    /// What the list's entries were taken from.
    let listSource: RevocationListSource
    var register: CertificateRegister
    /// The server's part of the folder.
    let folder: CertificateFolder
    let now: Date

    /// Sees to the server's part as a start does, and to the environment's authority. The revocation list stays as it
    /// is, also when it is stale, as long as the authority signed it: staleness is rehearsed.
    ///
    /// - Parameter isReplacingList: goes by the copy of a list that cannot be read.
    init(
        _ office: CertificateOffice,
        _ layout: EnvironmentLayout,
        isReplacingList: Bool,
        now: Date
    ) throws(PKIError) {
        var upkeep = FolderUpkeep(
            files: FolderFiles(root: office.path),
            environments: [],
            server: .valid,
            password: try Self.password(in: office.path),
            now: now,
            machineNow: office.machineNow ?? now
        )
        let pair = try upkeep.files.loadAuthority(layout.authority)
        let list = try upkeep.files.loadRevocationList(layout, isReplacing: isReplacingList)
        self.register = try CertificateRegister.load(path: upkeep.files.path(layout.register))
        self.folder = try upkeep.run()
        let keys = pair.key == nil ? [pair.files: try PrivateKey.generate(.p256)] : [:]
        let stored = try upkeep.settle(pair, keys, .clientAuthority(of: layout.environment))
        self.listSource = list.list != nil ? .list : list.copy != nil ? .copy : .nothing
        let settled = try upkeep.files.settleList(list, layout, stored.authority, isStaleKept: true, now: now)
        (self.list, self.lastNumber) = (settled.list, settled.number)
        self.files = upkeep.files
        self.layout = layout
        self.authority = stored.authority
        self.authorityPath = stored.certificatePath
        self.now = now
    }

    /// The truststore keeps the password it has: the office does not know the settings'.
    private static func password(in folder: String) throws(PKIError) -> String {
        let path = "\(folder)/\(ServerLayout.trustStore.password)"
        guard let content = try SystemFile.content(of: path, isPrivate: true) else {
            return CertificateFolder.developmentPassword
        }
        return String(decoding: content.bytes.prefix { $0 != 0x0a }, as: UTF8.self)
    }

    /// Signs and writes the list that replaces the present one.
    mutating func signList(
        _ entries: [CertificateSerial: Revocation],
        nextUpdate: Date? = nil
    ) throws(PKIError) {
        let signed = try SignedRevocationList.following(
            self.lastNumber,
            entries,
            by: self.authority,
            now: self.now,
            nextUpdate: nextUpdate
        )
        try self.files.writeText(self.layout.revocationList, try signed.pem(), .renewed(.entriesChanged))
        try self.files.writeCopy(signed, self.layout, isNew: false)
        (self.list, self.lastNumber) = (signed, signed.number)
    }

    /// The certificates in the clients' folder, in the order of their files' names.
    func storedCertificates() throws(PKIError) -> [StoredClient] {
        var stored: [StoredClient] = []
        for name in try SystemFile.names(in: self.files.path(self.layout.clientsFolder)) where name.hasSuffix(".crt") {
            let file = "\(self.layout.clientsFolder)/\(name)"
            guard let content = try SystemFile.content(of: self.files.path(file), isPrivate: false) else { continue }
            let certificate = try PEMFile.certificate(content, self.files.path(file))
            stored.append(StoredClient(base: String(name.dropLast(4)), file: file, certificate: certificate))
        }
        return stored
    }

    /// - Returns: a user's current certificate; `nil` when there is none.
    func current(_ user: String) throws(PKIError) -> Certificate? {
        let path = self.files.path(self.layout.client(user).certificate)
        guard let content = try SystemFile.content(of: path, isPrivate: false) else { return nil }
        return try PEMFile.certificate(content, path)
    }
}

/// A certificate in the clients' folder.
struct StoredClient {
    /// `anna` for a user's current certificate, `anna.1A` for a former one.
    let base: String
    /// Relative to the folder.
    let file: String
    let certificate: Certificate

    /// Whom the file's name names, and whether as the current one; `nil` for a name that the emulator does not give.
    var owner: (user: String, isCurrent: Bool)? {
        let parts = self.base.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let user = parts.first, ClientRequest.isAllowed(String(user)) else { return nil }
        return (String(user), parts.count == 1)
    }
}
