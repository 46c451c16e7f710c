public import Domain
public import Foundation

/// One thing that opening a folder did to it; the description is a line for the person who started the emulator.
public struct FolderChange: Hashable, Sendable, CustomStringConvertible {
    public enum Action: Hashable, Sendable {
        /// The file was not there.
        case made
        /// The file was there and has been replaced.
        case renewed(Reason)
        /// A secret could be read or changed by others; now only its owner can. The permissions it had.
        case closedToOthers(mode: UInt32)
        /// The file made room for another, and has this name now.
        case kept(as: String)
        /// The file has its name again, or its content; why what stood there did not do.
        case restored(from: String, Reason)
        /// The register has a certificate more.
        case registered(CertificateSerial, user: String)
    }

    /// Why a file that was there did not do.
    public enum Reason: Hashable, Sendable {
        /// There was none.
        case missing
        /// The certificate's key was gone.
        case keyMissing
        /// Signed by another authority than the present one.
        case otherAuthority(issuer: String)
        case otherSerial(found: CertificateSerial, wanted: CertificateSerial)
        /// Neither the settings nor the register give the number to the user.
        case notRegistered(CertificateSerial)
        case revoked(CertificateSerial, Date)
        /// A server's certificate stood for other names than the emulator's.
        case otherNames(found: String)
        case notYetValid(from: Date)
        /// Past its end, or too near to it for a server's certificate or a revocation list.
        case ending(Date)
        /// The archive's password is not known or not the present one.
        case otherPassword
        /// A revocation list gained or lost an entry, or was given another end.
        case entriesChanged
        /// The truststore held another certificate than the authority's.
        case authorityRenewed
        /// The archive held the certificate from before.
        case certificateRenewed
    }

    /// Relative to the folder.
    public let file: String
    public let action: Action

    public var description: String {
        switch self.action {
        case .made: "made \(self.file)"
        case .renewed(let reason): "renewed \(self.file): \(reason.text)"
        case .closedToOthers(let mode):
            "closed \(self.file) to other users: its permissions were 0\(String(mode, radix: 8)), now 0600"
        case .kept(let other): "kept \(self.file) as \(other)"
        case .restored(let other, let reason): "restored \(self.file) from \(other): \(reason.text)"
        case .registered(let serial, let user): "entered in \(self.file): serial number \(serial) is \(user)'s"
        }
    }
}

extension FolderChange.Reason {
    fileprivate var text: String {
        switch self {
        case .missing: "it was missing"
        case .keyMissing: "its key was missing"
        case .otherAuthority(let issuer): "it was signed by another authority, '\(issuer)'"
        case .otherSerial(let found, let wanted): "its serial number was \(found), the settings say \(wanted)"
        case .notRegistered(let found): "its serial number \(found) was in neither the settings nor the register"
        case .revoked(let serial, let date): "its serial number \(serial) is revoked since \(date.ISO8601Format())"
        case .otherNames(let found): "it stood for \(found.isEmpty ? "no name" : found)"
        case .notYetValid(let start): "it was not valid before \(start.ISO8601Format())"
        case .ending(let end): "it was valid until \(end.ISO8601Format())"
        case .otherPassword: "its password was not known to be the one in the settings"
        case .entriesChanged: "it was asked for"
        case .authorityRenewed: "it held another certificate than the authority's"
        case .certificateRenewed: "its certificate was renewed"
        }
    }
}
