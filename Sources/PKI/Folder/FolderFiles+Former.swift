internal import Domain

// A user's certificates from before the current one: `<user>.<SERIAL>.crt` and so on.
extension FolderFiles {
    /// Moves a user's files out of the way of others.
    mutating func keep(_ current: Certificate, in files: PairFiles) throws(PKIError) -> PairFiles {
        let kept = try self.freeName("\(files.base).\(current.facts.serial)")
        // The certificate last: as long as it is there, a killed call can be told from a finished one.
        for suffix in [\PairFiles.archive, \.password, \.der, \.key, \.certificate] {
            try self.move(files[keyPath: suffix], to: kept[keyPath: suffix])
        }
        return kept
    }

    /// Makes a certificate from before, which has its key, the current one again.
    mutating func restore(
        _ former: StoredPair,
        to files: PairFiles,
        _ reason: FolderChange.Reason
    ) throws(PKIError) -> StoredPair {
        // The key first: a certificate without one would be issued anew, with the same number.
        for suffix in [\PairFiles.key, \.certificate, \.der, \.password, \.archive] {
            try self.move(former.files[keyPath: suffix], to: files[keyPath: suffix], restoring: reason)
        }
        return StoredPair(files: files, keyType: former.keyType, key: former.key, certificate: former.certificate)
    }

    /// - Returns: what is kept of the user's certificates with that serial number, whoever signed them.
    mutating func loadFormer(
        _ layout: EnvironmentLayout,
        _ request: ClientRequest,
        _ serial: CertificateSerial
    ) throws(PKIError) -> [StoredPair] {
        let base = "\(request.user).\(serial)"
        var former: [StoredPair] = []
        for name in try SystemFile.names(in: self.path(layout.clientsFolder)) where name.hasSuffix(".crt") {
            let stem = name.dropLast(4)
            guard stem == base || stem.hasPrefix("\(base)-") else { continue }
            let files = PairFiles(base: "\(layout.clientsFolder)/\(stem)")
            let pair = try self.loadPair(files, keyType: request.keyType)
            if pair.certificate?.facts.serial == serial { former.append(pair) }
        }
        return former
    }

    /// One serial number may have been made again and again for the settings.
    private func freeName(_ base: String) throws(PKIError) -> PairFiles {
        var files = PairFiles(base: base)
        var turn = 1
        while try self.isTaken(files) {
            turn += 1
            files = PairFiles(base: "\(base)-\(turn)")
        }
        return files
    }

    private func isTaken(_ files: PairFiles) throws(PKIError) -> Bool {
        if try self.exists(files.certificate) { return true }
        return try self.exists(files.key)
    }
}
