internal import Domain
internal import Foundation

/// What the folder holds of an environment's revocation list.
struct LoadedList {
    /// What clients' certificates are judged by; `nil` when there is none.
    let list: SignedRevocationList?
    /// As it was signed last. So that what was revoked stays so when the list is deleted or spoilt, and no CRL number is
    /// used twice (RFC 5280, 5.2.3).
    let copy: SignedRevocationList?

    /// Whose entries the next list has.
    var last: SignedRevocationList? { self.list ?? self.copy }
    /// The highest that is known to be used; 0 without any.
    var number: UInt64 { max(self.list?.number ?? 0, self.copy?.number ?? 0) }
}

/// The list that is in force, and the highest CRL number known to be used.
struct SettledList {
    let list: SignedRevocationList
    let number: UInt64
}

extension FolderFiles {
    /// Far above any list the office signs, at some 40 bytes a certificate.
    private static let maximumListSize = 16 * 1_048_576

    /// - Parameter isReplacing: takes a list that cannot be read for none when there is a copy to go by.
    func loadRevocationList(
        _ layout: EnvironmentLayout,
        isReplacing: Bool = false
    ) throws(PKIError) -> LoadedList {
        let copy = try self.loadList(
            layout.revocationListCopy,
            hint: "Delete it: the emulator makes it anew from the list at its next start."
        )
        let environment = "--environment \(layout.environment) --certs '\(self.root)'"
        let hint =
            copy == nil
            ? "Put a good copy in its place, or delete it: the emulator makes an empty one at its next start, and what was "
                + "revoked no longer is."
            : "Have it made anew, with the entries it had when the office last signed it: m2m-emulator certs crl "
                + environment
        do {
            return LoadedList(list: try self.loadList(layout.revocationList, hint: hint), copy: copy)
        } catch {
            guard isReplacing, copy != nil, error.code == .corruptFile else { throw error }
            return LoadedList(list: nil, copy: copy)
        }
    }

    /// - Returns: `nil` when there is no such file.
    private func loadList(_ file: String, hint: String) throws(PKIError) -> SignedRevocationList? {
        let path = self.path(file)
        guard
            let content = try SystemFile.content(of: path, isPrivate: false, maximumSize: Self.maximumListSize)
        else { return nil }
        do {
            return try SignedRevocationList(pem: String(decoding: content.bytes, as: UTF8.self))
        } catch {
            throw PKIError(
                .corruptFile,
                "'\(path)' holds no readable revocation list in PEM (-----BEGIN X509 CRL-----)",
                cause: error.cause,
                hint: hint
            )
        }
    }

    /// - Parameters:
    ///   - isStaleKept: leaves a list of the authority's as it is, whatever its dates.
    ///   - now: the emulator's clock.
    mutating func settleList(
        _ loaded: LoadedList,
        _ layout: EnvironmentLayout,
        _ authority: CertificateAuthority,
        isStaleKept: Bool = false,
        now: Date
    ) throws(PKIError) -> SettledList {
        let action: FolderChange.Action
        if let list = loaded.list {
            let isKept = isStaleKept && list.isSigned(by: authority.certificate)
            guard !isKept, let fault = list.fault(authority: authority.certificate, now: now) else {
                // One that a person put there is the last when its number says so.
                if loaded.copy.map({ $0.number < list.number }) ?? true {
                    try self.writeCopy(list, layout, isNew: loaded.copy == nil)
                }
                return SettledList(list: list, number: loaded.number)
            }
            action = .renewed(fault)
        } else if loaded.copy != nil {
            action = .restored(from: layout.revocationListCopy, .missing)
        } else {
            action = .made
        }
        let entries = loaded.last?.content.entries ?? [:]
        let signed = try SignedRevocationList.following(loaded.number, entries, by: authority, now: now)
        try self.writeText(layout.revocationList, try signed.pem(), action)
        try self.writeCopy(signed, layout, isNew: loaded.copy == nil)
        return SettledList(list: signed, number: signed.number)
    }

    /// Noted when it is made only: later it goes with the list.
    mutating func writeCopy(
        _ list: SignedRevocationList,
        _ layout: EnvironmentLayout,
        isNew: Bool
    ) throws(PKIError) {
        let file = layout.revocationListCopy
        try SystemFile.replace(self.path(file), with: Array(try list.pem().utf8), mode: 0o644)
        if isNew { self.note(file, .made) }
    }
}
