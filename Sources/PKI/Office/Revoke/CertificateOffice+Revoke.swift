public import Domain
public import Foundation

extension CertificateOffice {
    /// Puts a certificate on the revocation list. One that is on hold may be revoked for good.
    ///
    /// - Parameters:
    ///   - reason: any but `removeFromCRL`, which a full list never has (RFC 5280, 5.3.1); none when `nil`.
    ///   - date: since when, not later than `now`: a number on the list counts as revoked at once. `now` when `nil`.
    ///   - now: the emulator's clock, by which the list is dated.
    /// - Throws: ``PKIError``: `not-found` for a selector that selects nothing, `other-authority` for a certificate of
    ///   another authority, `wrong-state` for one that is revoked already, `invalid-input` for the reason or
    ///   the date; `file-failed`, `corrupt-file`, `openssl-failed`.
    public func revoke(
        _ selector: CertificateSelector,
        reason: RevocationReason? = nil,
        date: Date? = nil,
        now: Date
    ) throws(PKIError) -> RevocationOutcome {
        if reason == .removeFromCRL { throw Self.noReason() }
        if let date, date > now { throw Self.toCome(date, now: now) }
        return try self.atDesk(now: now, isMaking: false) { desk throws(PKIError) in
            let selected = try desk.select(selector)
            var entries = desk.list.content.entries
            if let earlier = entries[selected.serial], earlier.reason != .certificateHold || reason == .certificateHold
            {
                throw selected.alreadyRevoked(earlier)
            }
            entries[selected.serial] = Revocation(date: date ?? now, reason: reason)
            try desk.signList(entries)
            return desk.outcome(selected)
        }
    }

    /// Takes a certificate that is on hold off the revocation list (RFC 5280, 5.3.1).
    ///
    /// - Parameter now: the emulator's clock, by which the list is dated.
    /// - Throws: ``PKIError``: `wrong-state` for a certificate that is not revoked, or for another reason than
    ///   `certificateHold`; and as ``revoke(_:reason:date:now:)``.
    public func unrevoke(_ selector: CertificateSelector, now: Date) throws(PKIError) -> RevocationOutcome {
        try self.atDesk(now: now, isMaking: false) { desk throws(PKIError) in
            let selected = try desk.select(selector)
            var entries = desk.list.content.entries
            guard let entry = entries.removeValue(forKey: selected.serial) else { throw selected.notRevoked() }
            guard entry.reason == .certificateHold else { throw selected.notOnHold(entry) }
            try desk.signList(entries)
            return desk.outcome(selected)
        }
    }

    /// Signs the revocation list anew, with the entries it has. One that is missing or cannot be read has those with which
    /// the office signed it last, from its copy `ca.last.crl`; it is empty when it and the copy are missing.
    ///
    /// - Parameters:
    ///   - nextUpdate: by when the next list is due; in the past to rehearse a stale one, which the next start of the
    ///     emulator puts right. A year (365 days) after `now` when `nil`.
    ///   - now: the emulator's clock.
    /// - Returns: the list, its path, and whence its entries are.
    /// - Throws: ``PKIError``: `corrupt-file` for a list that cannot be read when there is no copy; as ``revoke(_:reason:date:now:)``, `invalid-input` for a date beyond the years 0 to 9999.
    public func signRevocationList(
        nextUpdate: Date? = nil,
        now: Date
    ) throws(PKIError) -> (list: SignedRevocationList, path: String, source: RevocationListSource) {
        try self.atDesk(now: now, isMaking: false, isReplacingList: true) { desk throws(PKIError) in
            try desk.signList(desk.list.content.entries, nextUpdate: nextUpdate)
            return (desk.list, desk.files.path(desk.layout.revocationList), desk.listSource)
        }
    }

    private static func toCome(_ date: Date, now: Date) -> PKIError {
        PKIError(
            .invalidInput,
            "The date of the revocation, \(date.ISO8601Format()), is still to come: the time is \(now.ISO8601Format())",
            hint: "Give no later date than that: whatever is on the list counts as revoked at once."
        )
    }

    private static func noReason() -> PKIError {
        let allowed = RevocationReason.allCases.filter { $0 != .removeFromCRL }.map(\.description)
        return PKIError(
            .invalidInput,
            "The reason removeFromCRL cannot stand in a full revocation list: \(allowed.joined(separator: ", ")) are allowed",
            hint: "Take a certificate that is on hold off the list with 'm2m-emulator certs unrevoke'."
        )
    }
}

extension OfficeDesk {
    fileprivate func outcome(_ selected: SelectedCertificate) -> RevocationOutcome {
        RevocationOutcome(
            serial: selected.serial,
            user: selected.user,
            isKnown: selected.isKnown,
            revocation: self.list.content.entries[selected.serial],
            listPath: self.files.path(self.layout.revocationList),
            listNumber: self.list.number
        )
    }
}
