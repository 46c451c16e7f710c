import COpenSSL
public import Domain
public import Foundation
import NIOConcurrencyHelpers

/// The revocation lists of one environment, each read from a file that may change while connections are open
/// (docs/protocol.md, "Certificates and TLS"); and what a scenario revoked beside them.
///
/// Any thread may ask for a certificate, or revoke one; ``reload(_:)`` blocks and belongs on a thread of its own.
public final class RevocationLists: Sendable {
    /// PEM files, each with one or several lists.
    public let files: [String]

    private let authorities: [AuthorityCertificate]
    /// By file, and in it by the fingerprint of the authority that signed.
    private let lists = NIOLockedValueBox<[String: [String: RevocationList]]>([:])
    private let scripted = NIOLockedValueBox(ScriptedRevocations())

    /// Reads nothing yet.
    init(files: [String], authorities: [AuthorityCertificate]) {
        self.files = files
        self.authorities = authorities
    }

    /// Takes a file's present content; what it had before stays in force when that cannot be done. A file that is gone
    /// has no lists. Blocking.
    ///
    /// - Returns: the lists of the file.
    /// - Throws: when it holds no list, one that cannot be read, or one that no authority of the environment signed.
    @discardableResult
    public func reload(_ file: String) throws(RevocationListError) -> [RevocationList] {
        try self.load(file).map(\.value).sorted { $0.issuer < $1.issuer }
    }

    /// As ``reload(_:)``, by the fingerprint of the authority that signed each list.
    ///
    /// No `Array(signed.values)`: where its caller drops it, Swift 6.3 in release leaves the array unfilled and frees it as
    /// if it were not, which ended the process.
    @discardableResult
    func load(_ file: String) throws(RevocationListError) -> [String: RevocationList] {
        let signed = try RevocationListFile.lists(in: file, authorities: self.authorities)
        // Whoever asks for a certificate does not wait while a long list is freed: that is done when the lock is released.
        let former = self.lists.withLockedValue { $0.updateValue(signed, forKey: file) }
        withExtendedLifetime(former) {}
        return signed
    }

    /// Has a certificate count as revoked, whatever the files say and however often they are read again, until
    /// ``forgetRevocations(keeping:)`` or the end of the process (docs/scenarios.md, "`event`: what happens around a call"). One
    /// that is revoked already keeps its date. Of more than 10 000, the oldest is forgotten. Any thread; does not block.
    ///
    /// - Parameters:
    ///   - issuer: SHA-256 fingerprint of the certificate whose key signed the one in question, as
    ///     `CertificateFacts.fingerprint` has it.
    ///   - date: the emulator's time. What is revoked counts as revoked whatever the date.
    public func revoke(_ serial: CertificateSerial, issuer: String, at date: Date) {
        self.scripted.withLockedValue { $0.add(.init(serial: serial, issuer: issuer), at: date) }
    }

    /// Takes back a ``revoke(_:issuer:at:)``; what the files revoke stays so. Any thread; does not block.
    public func forgetRevocation(_ serial: CertificateSerial, issuer: String) {
        self.scripted.withLockedValue { $0.remove(.init(serial: serial, issuer: issuer)) }
    }

    /// Takes back every ``revoke(_:issuer:at:)``; what the files revoke stays so. Any thread; does not block.
    ///
    /// - Parameter kept: serial numbers whose revocation stays.
    public func forgetRevocations(keeping kept: Set<CertificateSerial> = []) {
        self.scripted.withLockedValue { $0.removeAll { !kept.contains($0.serial) } }
    }

    /// What keeps lists from being relied on at `now`: one fault at most for each authority.
    public func faults(at now: Date) -> [RevocationListFault] {
        self.authorities.compactMap { authority in
            switch self.status(of: nil, issuer: authority.facts, at: now) {
            case .unknown(let fault): fault
            case .good, .revoked, .revokedByScenario: nil
            }
        }
    }

    /// By when each authority's list is to be replaced, and the authority's name.
    public var nextUpdates: [(issuer: String, time: Date)] {
        self.authorities.compactMap { authority in
            self.list(of: authority.facts.fingerprint).map { (authority.facts.subject, $0.nextUpdate) }
        }
    }

    /// Whether somebody revoked the certificate while the emulator runs.
    ///
    /// - Parameter issuer: SHA-256 fingerprint of the issuer's certificate.
    public func isRevokedByHand(_ serial: CertificateSerial, issuer: String) -> Bool {
        let key = ScriptedRevocations.Key(serial: serial, issuer: issuer)
        return self.scripted.withLockedValue { $0[key] } != nil
    }

    enum Status {
        /// Not on the list, which was made at `thisUpdate` and has `entries` entries.
        case good(thisUpdate: Date, entries: Int)
        /// By a list.
        case revoked(Revocation)
        /// At this time.
        case revokedByScenario(Date)
        case unknown(RevocationListFault)
    }

    /// - Parameters:
    ///   - serial: `nil` to ask for the list alone.
    ///   - issuer: of the certificate whose key signed the one in question.
    func status(of serial: CertificateSerial?, issuer: CertificateFacts, at now: Date) -> Status {
        let list = self.list(of: issuer.fingerprint)
        if let serial {
            // A certificate that was revoked stays so, however old the list that says it.
            if let revocation = list?.entries[serial], revocation.reason != .removeFromCRL {
                return .revoked(revocation)
            }
            let key = ScriptedRevocations.Key(serial: serial, issuer: issuer.fingerprint)
            if let date = self.scripted.withLockedValue({ $0[key] }) { return .revokedByScenario(date) }
        }
        guard let list else { return .unknown(.missing(issuer: issuer.subject)) }
        if now > list.nextUpdate {
            return .unknown(.stale(issuer: issuer.subject, nextUpdate: list.nextUpdate, now: now))
        }
        if now < list.thisUpdate {
            return .unknown(.notYetValid(issuer: issuer.subject, thisUpdate: list.thisUpdate, now: now))
        }
        return .good(thisUpdate: list.thisUpdate, entries: list.entries.count)
    }

    /// Of several lists of one authority, the newest.
    private func list(of fingerprint: String) -> RevocationList? {
        self.lists.withLockedValue { files in
            var newest: RevocationList?
            for list in files.values.compactMap({ $0[fingerprint] }) where newest.isOlder(than: list) { newest = list }
            return newest
        }
    }
}

extension RevocationList? {
    /// Whether `list` replaces it; of two that were made in the same second, the first stays.
    func isOlder(than list: RevocationList) -> Bool {
        self.map { $0.thisUpdate < list.thisUpdate } ?? true
    }
}
