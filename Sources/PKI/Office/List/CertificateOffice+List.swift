internal import Domain
public import Foundation

extension CertificateOffice {
    /// All certificates of the environment: those with files, those that only the register knows, and the numbers that
    /// only the revocation list knows.
    ///
    /// - Parameter now: the emulator's clock.
    /// - Returns: by user, those of nobody last; of one user the current one first, then by the beginning of validity.
    /// - Throws: ``PKIError``: `not-found` without an authority; `file-failed`, `corrupt-file`, `openssl-failed`.
    public func list(now: Date) throws(PKIError) -> [CertificateRow] {
        try self.atDesk(now: now, isMaking: false) { desk throws(PKIError) in
            let stored = try desk.storedCertificates()
            var rows: [CertificateRow] = []
            for client in stored { rows.append(try desk.row(client)) }
            // A number says nothing of another authority's certificate.
            var told = Set(rows.filter { $0.state.name != "other-authority" }.map(\.serial))
            for entry in desk.register.certificates where told.insert(entry.serial).inserted {
                rows.append(desk.row(entry))
            }
            for (serial, revocation) in desk.list.content.entries where !told.contains(serial) {
                rows.append(CertificateRow(serial: serial, revocation))
            }
            return rows.sorted(by: CertificateRow.isBefore)
        }
    }
}

extension OfficeDesk {
    fileprivate func row(_ client: StoredClient) throws(PKIError) -> CertificateRow {
        let facts = client.certificate.facts
        let isOurs = client.certificate.isIssued(by: self.authority.certificate)
        let owner = client.owner
        return CertificateRow(
            user: owner?.user ?? (isOurs ? self.register.users[facts.serial] : nil),
            serial: facts.serial,
            subject: facts.subject,
            notBefore: facts.notBefore,
            notAfter: facts.notAfter,
            state: isOurs
                ? self.state(facts.serial, facts.notBefore, facts.notAfter) : .otherAuthority(issuer: facts.issuer),
            keyType: client.certificate.keyName,
            files: try self.existing(PairFiles(base: String(client.file.dropLast(4)))),
            isCurrent: owner?.isCurrent ?? false
        )
    }

    fileprivate func row(_ entry: RegisteredCertificate) -> CertificateRow {
        CertificateRow(
            user: entry.user,
            serial: entry.serial,
            subject: entry.subject,
            notBefore: entry.notBefore,
            notAfter: entry.notAfter,
            state: self.state(entry.serial, entry.notBefore, entry.notAfter),
            keyType: entry.keyType,
            files: [],
            isCurrent: false
        )
    }

    private func state(_ serial: CertificateSerial, _ notBefore: Date, _ notAfter: Date) -> CertificateState {
        if let revocation = self.list.content.entries[serial] { return .revoked(revocation) }
        if self.now < notBefore { return .notYetValid }
        return self.now > notAfter ? .expired : .valid
    }

    private func existing(_ files: PairFiles) throws(PKIError) -> [String] {
        var paths: [String] = []
        for file in [files.certificate, files.key, files.der, files.archive, files.password]
        where try self.files.exists(file) { paths.append(self.files.path(file)) }
        return paths
    }
}

extension CertificateRow {
    fileprivate init(serial: CertificateSerial, _ revocation: Revocation) {
        self.init(
            user: nil,
            serial: serial,
            subject: nil,
            notBefore: nil,
            notAfter: nil,
            state: .revoked(revocation),
            keyType: nil,
            files: [],
            isCurrent: false
        )
    }

    fileprivate static func isBefore(_ one: CertificateRow, _ other: CertificateRow) -> Bool {
        if one.user != other.user {
            guard let user = one.user, let otherUser = other.user else { return one.user != nil }
            return user < otherUser
        }
        if one.isCurrent != other.isCurrent { return one.isCurrent }
        let (begin, otherBegin) = (one.notBefore ?? .distantFuture, other.notBefore ?? .distantFuture)
        return begin != otherBegin ? begin < otherBegin : one.serial.hex < other.serial.hex
    }
}
