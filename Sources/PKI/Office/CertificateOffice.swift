public import Domain
public import Foundation

/// The certificate office of one environment: issues, revokes, renews and hands out client certificates, as SCB's does
/// for its reporters.
///
/// It works on the files of a ``CertificateFolder``, one call at a time among all processes of the machine, and keeps
/// nothing between calls. A running emulator sees what was issued or revoked by the files that changed. Every call
/// blocks, for as long as a key takes to make; never call one on an event loop.
public struct CertificateOffice: Sendable {
    /// The folder's, as it was given.
    public let path: String
    public let environment: EnvironmentName
    let machineNow: Date?

    /// - Parameter machineNow: machine time, by which server certificates are dated; a call's `now` when `nil`.
    public init(path: String, environment: EnvironmentName, machineNow: Date? = nil) {
        self.path = path
        self.environment = environment
        self.machineNow = machineNow
    }

    /// Runs `body` with the environment's files, under the folder's lock.
    ///
    /// - Parameters:
    ///   - isMaking: makes the folder, the environment and its authority when they are missing; otherwise that is an error.
    ///   - isReplacingList: goes by the copy of a revocation list that cannot be read; otherwise that is an error.
    func atDesk<Value>(
        now: Date,
        isMaking: Bool,
        isReplacingList: Bool = false,
        _ body: (inout OfficeDesk) throws(PKIError) -> Value
    ) throws(PKIError) -> Value {
        let layout = EnvironmentLayout(environment: self.environment)
        if isMaking {
            for folder in [ServerLayout.folder] + layout.folders { try SystemFile.makeFolder("\(self.path)/\(folder)") }
        } else {
            let authority = "\(self.path)/\(layout.authority.certificate)"
            guard try SystemFile.content(of: authority, isPrivate: false) != nil else { throw self.missing(authority) }
        }
        return try FolderLock.hold(self.path) { () throws(PKIError) in
            var desk = try OfficeDesk(self, layout, isReplacingList: isReplacingList, now: now)
            return try body(&desk)
        }
    }

    private func missing(_ authority: String) -> PKIError {
        PKIError(
            .notFound,
            "There is no certificate authority of the \(self.environment) environment: no file '\(authority)'",
            hint: "Name the folder that the emulator uses with --certs, or make the authority with "
                + "'m2m-emulator certs init --environment \(self.environment)'."
        )
    }
}
