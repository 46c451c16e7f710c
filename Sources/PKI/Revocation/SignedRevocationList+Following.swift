internal import Domain
internal import Foundation

extension SignedRevocationList {
    /// How long a list may be relied on, from the emulator's time at which it was made.
    static let lifetime = 365 * CertificateProfile.day
    /// A list with less time left is signed anew at the next start.
    static let margin = 30 * CertificateProfile.day

    /// The list after the one of CRL number `last`.
    ///
    /// - Parameters:
    ///   - now: the emulator's clock. The list is backdated by a day, as certificates are.
    ///   - nextUpdate: `lifetime` after `now` when `nil`.
    /// - Throws: ``PKIError`` with `invalid-input` when the CRL number cannot be raised, and as
    ///   ``sign(_:number:thisUpdate:nextUpdate:by:)``.
    static func following(
        _ last: UInt64,
        _ entries: [CertificateSerial: Revocation],
        by authority: CertificateAuthority,
        now: Date,
        nextUpdate: Date? = nil
    ) throws(PKIError) -> SignedRevocationList {
        let (number, isBeyond) = last.addingReportingOverflow(1)
        guard !isBeyond else {
            throw PKIError(
                .invalidInput,
                "The revocation list's CRL number is \(UInt64.max) and cannot be raised",
                hint: "Sign the list with a lower number, or delete it and its copy, ca.last.crl, and revoke anew."
            )
        }
        let nextUpdate = nextUpdate ?? now + Self.lifetime
        return try Self.sign(
            entries,
            number: number,
            thisUpdate: min(now, nextUpdate) - CertificateProfile.day,
            nextUpdate: nextUpdate,
            by: authority
        )
    }

    /// - Returns: why the list does not do for another start; `nil` when it does.
    func fault(authority: Certificate, now: Date) -> FolderChange.Reason? {
        if !self.isSigned(by: authority) { return .otherAuthority(issuer: self.content.issuer) }
        if now < self.content.thisUpdate { return .notYetValid(from: self.content.thisUpdate) }
        return now + Self.margin > self.content.nextUpdate ? .ending(self.content.nextUpdate) : nil
    }
}
