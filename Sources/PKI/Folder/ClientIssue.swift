internal import Domain
internal import Foundation

/// Whether a user's certificate has to be issued, and as what.
struct ClientIssue {
    /// What issuing is to be noted as; `nil` when there is no need to.
    let fault: FolderChange.Action?
    /// Should it be issued.
    let profile: CertificateProfile
    /// Whether the one that is there is in the register.
    let isRegistered: Bool
    /// Whether it is to be issued with a serial number that the settings do not name.
    let isToBeRegistered: Bool
    /// One from before that is good, and so becomes the current one again; why the current one does not do.
    let restorable: (former: StoredPair, reason: FolderChange.Reason)?

    init(
        _ client: LoadedClient,
        _ register: CertificateRegister,
        _ revoked: [CertificateSerial: Revocation],
        _ authority: CertificateAuthority,
        now: Date
    ) {
        let (request, pair) = (client.request, client.pair)
        // A number on the list would make the new certificate a revoked one.
        let usable = request.serial.flatMap { revoked[$0] == nil ? $0 : nil }
        let former = client.former.filter { $0.certificate?.isIssued(by: authority.certificate) == true }
        let named = former.isEmpty ? usable : nil
        self.profile = .client(request.user, serial: named ?? .random(), now: now)
        self.fault =
            pair.fault(authority: authority, now: now, margin: 0)
            ?? pair.certificate.flatMap { request.fault(of: $0.facts.serial, register, revoked) }
        self.isRegistered = pair.certificate.map { register.contains($0.facts.serial) } ?? false
        self.isToBeRegistered = self.fault != nil && named == nil
        let good = former.filter { $0.fault(authority: authority, now: now, margin: 0) == nil }
        let reason: FolderChange.Reason? =
            switch self.fault {
            case .renewed(let reason): reason
            // Who left the key wants a certificate for it.
            case .made where pair.key == nil: .missing
            default: nil
            }
        let last = good.max { Self.end($0) < Self.end($1) }
        self.restorable = zip(usable == nil ? nil : last, reason)
    }

    private static func end(_ pair: StoredPair) -> Date { pair.certificate?.facts.notAfter ?? .distantPast }
}

extension LoadedClient {
    /// Whether the current certificate does not do, as far as can be told without the authority: then a former one may.
    func mayGoBack(
        _ register: CertificateRegister,
        _ revoked: [CertificateSerial: Revocation],
        now: Date
    ) -> Bool {
        guard self.pair.key != nil, let facts = self.pair.certificate?.facts else { return true }
        return now < facts.notBefore || now > facts.notAfter
            || self.request.fault(of: facts.serial, register, revoked) != nil
    }
}

extension ClientRequest {
    /// - Returns: why a certificate of the serial number `found` does not do.
    fileprivate func fault(
        of found: CertificateSerial,
        _ register: CertificateRegister,
        _ revoked: [CertificateSerial: Revocation]
    ) -> FolderChange.Action? {
        // Also when it is revoked: that is how the settings' own number is rehearsed.
        if found == self.serial { return nil }
        if register.users[found] == self.user {
            return revoked[found].map { .renewed(.revoked(found, $0.date)) }
        }
        guard let wanted = self.serial else { return .renewed(.notRegistered(found)) }
        return .renewed(.otherSerial(found: found, wanted: wanted))
    }
}

/// Both, when both are there.
func zip<First, Second>(_ first: First?, _ second: Second?) -> (First, Second)? {
    guard let first, let second else { return nil }
    return (first, second)
}
