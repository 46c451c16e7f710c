/// Reads and writes the folder's files and notes what it changed.
struct FolderFiles {
    let root: String
    private(set) var changes: [FolderChange] = []

    init(root: String) { self.root = root }

    func path(_ file: String) -> String { "\(self.root)/\(file)" }

    mutating func note(_ file: String, _ action: FolderChange.Action) {
        self.changes.append(FolderChange(file: file, action: action))
    }

    /// - Returns: what is there of a key and its certificate.
    /// - Throws: `key-mismatch` when they are not of one another.
    mutating func loadPair(_ files: PairFiles, keyType: KeyType) throws(PKIError) -> StoredPair {
        var pair = StoredPair(files: files, keyType: keyType)
        if let content = try self.readSecret(files.key) {
            pair.key = try PEMFile.key(content, self.path(files.key))
        }
        if let content = try SystemFile.content(of: self.path(files.certificate), isPrivate: false) {
            pair.certificate = try PEMFile.certificate(content, self.path(files.certificate))
        }
        if let key = pair.key, let certificate = pair.certificate, !certificate.isOf(key) {
            throw PKIError(
                .keyMismatch,
                "The certificate in '\(self.path(files.certificate))' is not of the key in '\(self.path(files.key))'",
                hint: "Put the one that belongs to the other in its place, or delete the .crt file: "
                    + "the emulator issues a certificate for the key at its next start."
            )
        }
        return pair
    }

    /// - Returns: `nil` when there is no such file.
    mutating func readSecret(_ file: String) throws(PKIError) -> SystemFile.Content? {
        let content = try SystemFile.content(of: self.path(file), isPrivate: true)
        if let mode = content?.repairedMode { self.note(file, .closedToOthers(mode: UInt32(mode))) }
        return content
    }

    mutating func writeSecret(_ file: String, _ bytes: [UInt8], _ action: FolderChange.Action) throws(PKIError) {
        try SystemFile.replace(self.path(file), with: bytes, mode: 0o600)
        self.note(file, action)
    }

    mutating func write(
        _ file: String,
        _ certificate: Certificate,
        _ action: FolderChange.Action
    ) throws(PKIError) {
        try self.writeText(file, try certificate.pem(), action)
    }

    mutating func writeText(_ file: String, _ text: String, _ action: FolderChange.Action) throws(PKIError) {
        try self.writeOpen(file, Array(text.utf8), action)
    }

    /// For what everybody may read.
    mutating func writeOpen(_ file: String, _ bytes: [UInt8], _ action: FolderChange.Action) throws(PKIError) {
        try SystemFile.replace(self.path(file), with: bytes, mode: 0o644)
        self.note(file, action)
    }

    func exists(_ file: String) throws(PKIError) -> Bool {
        try SystemFile.content(of: self.path(file), isPrivate: false) != nil
    }

    /// Does nothing when there is no such file.
    mutating func move(_ file: String, to other: String) throws(PKIError) {
        guard try self.exists(file) else { return }
        try SystemFile.move(self.path(file), to: self.path(other))
        self.note(file, .kept(as: other))
    }

    /// Does nothing when there is no such file.
    mutating func move(_ file: String, to other: String, restoring reason: FolderChange.Reason) throws(PKIError) {
        guard try self.exists(file) else { return }
        try SystemFile.move(self.path(file), to: self.path(other))
        self.note(other, .restored(from: file, reason))
    }

    func remove(_ file: String) throws(PKIError) { try SystemFile.remove(self.path(file)) }
}

/// What the folder holds of one key and its certificate.
struct StoredPair {
    let files: PairFiles
    /// Of the key, should it have to be made.
    let keyType: KeyType
    var key: PrivateKey?
    var certificate: Certificate?
}
