internal import Domain
internal import Foundation

/// The certificate that a selector stands for.
struct SelectedCertificate {
    let serial: CertificateSerial
    let user: String?
    let isKnown: Bool

    private var named: String { "The certificate \(self.serial)" + (self.user.map { " of '\($0)'" } ?? "") }

    func alreadyRevoked(_ entry: Revocation) -> PKIError {
        PKIError(
            .wrongState,
            "\(self.named) is revoked already, \(Self.text(of: entry))",
            hint: entry.reason == .certificateHold
                ? "Give another reason to revoke it for good, or take it off the list with 'm2m-emulator certs unrevoke'."
                : "Nothing is left to be done."
        )
    }

    func notRevoked() -> PKIError {
        PKIError(
            .wrongState,
            "\(self.named) is not revoked",
            hint: "See what is with 'm2m-emulator certs list'."
        )
    }

    func notOnHold(_ entry: Revocation) -> PKIError {
        PKIError(
            .wrongState,
            "\(self.named) is revoked \(Self.text(of: entry)); only certificateHold can be taken back",
            hint: "Issue a new certificate with 'm2m-emulator certs renew'."
        )
    }

    private static func text(of entry: Revocation) -> String {
        "since \(entry.date.ISO8601Format()), reason: \(entry.reason?.description ?? "none given")"
    }
}

extension OfficeDesk {
    func select(_ selector: CertificateSelector) throws(PKIError) -> SelectedCertificate {
        switch selector {
        case .file(let path):
            return try self.selected(try PEMFile.certificateInEitherForm(at: path), "'\(path)'")
        case .serial(let serial):
            return try self.known(serial) ?? SelectedCertificate(serial: serial, user: nil, isKnown: false)
        case .name(let name):
            if ClientRequest.isAllowed(name), let certificate = try self.current(name) {
                return try self.selected(certificate, "'\(name)'", user: name)
            }
            if let serial = CertificateSerial(name), let known = try self.known(serial) { return known }
            throw self.nothing(name)
        }
    }

    private func selected(
        _ certificate: Certificate,
        _ name: String,
        user: String? = nil
    ) throws(PKIError) -> SelectedCertificate {
        let serial = certificate.facts.serial
        guard certificate.isIssued(by: self.authority.certificate) else {
            throw PKIError(
                .otherAuthority,
                "The certificate \(serial) of \(name) was issued by '\(certificate.facts.issuer)', not by the authority in "
                    + "'\(self.authorityPath)'",
                hint: "Only the authority that issued a certificate can revoke it: see --environment and --certs."
            )
        }
        let known = try self.known(serial)
        return SelectedCertificate(serial: serial, user: user ?? known?.user, isKnown: known != nil)
    }

    private func known(_ serial: CertificateSerial) throws(PKIError) -> SelectedCertificate? {
        if let user = self.register.users[serial] {
            return SelectedCertificate(serial: serial, user: user, isKnown: true)
        }
        let stored = try self.storedCertificates().first {
            $0.certificate.facts.serial == serial && $0.certificate.isIssued(by: self.authority.certificate)
        }
        if let stored { return SelectedCertificate(serial: serial, user: stored.owner?.user, isKnown: true) }
        let isListed = self.list.content.entries[serial] != nil
        return isListed ? SelectedCertificate(serial: serial, user: nil, isKnown: false) : nil
    }

    private func nothing(_ name: String) -> PKIError {
        let number =
            CertificateSerial(name).map {
                ", and the authority is not known to have issued the serial number \($0)"
            } ?? ""
        return PKIError(
            .notFound,
            "No user '\(name.prefix(80))' has a certificate in the \(self.layout.environment) environment\(number)",
            hint:
                "See what there is with 'm2m-emulator certs list'. A serial number of which there is no trace is written "
                + "as 0x1A, 00:1A or dec:26, a file as ./anna.crt."
        )
    }
}
