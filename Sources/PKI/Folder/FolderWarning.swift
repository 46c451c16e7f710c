public import Domain

/// One thing that opening a folder found and left as it is; the description is a line for the person who started the
/// emulator.
public struct FolderWarning: Hashable, Sendable, CustomStringConvertible {
    public enum Problem: Hashable, Sendable {
        /// A user's current certificate, whose number the settings name, is on the revocation list. It is kept, for that
        /// is to be rehearsed.
        case revoked(CertificateSerial, user: String, EnvironmentName)
    }

    /// As it was given.
    public let folder: String
    public let problem: Problem

    public var description: String {
        switch self.problem {
        case .revoked(let serial, let user, let environment):
            "the certificate of '\(user)', serial number \(serial), is revoked. Issue another: m2m-emulator certs issue "
                + "\(user) --environment \(environment) --certs '\(self.folder)'"
        }
    }
}
