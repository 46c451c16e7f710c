import Foundation
public import PKI

/// Tells a test that waits for it where the emulator is: one JSON object, there whole or not at all.
public struct ReadyFile: Encodable, Sendable {
    /// With its final slash.
    public let baseURL: String
    /// PEM file of the authority that the client must trust. This path and those below are absolute.
    public let ca: String
    /// PEM files of the first user.
    public let clientCertificate: String
    public let clientKey: String
    /// The same as PKCS#12, and the file that holds its password.
    public let clientPKCS12: String
    public let clientPKCS12Password: String
    public let pid: Int32

    /// - Parameter client: the user that the file names.
    public init(_ emulator: Emulator, client: ClientCredential) {
        self.baseURL = emulator.baseURL
        self.ca = Self.absolute(emulator.certificates.serverAuthority.certificatePath)
        self.clientCertificate = Self.absolute(client.credential.certificatePath)
        self.clientKey = Self.absolute(client.credential.keyPath)
        self.clientPKCS12 = Self.absolute(client.archivePath)
        self.clientPKCS12Password = Self.absolute(client.passwordPath)
        self.pid = ProcessInfo.processInfo.processIdentifier
    }

    /// - Throws: ``EmulatorError`` when the file cannot be written.
    public func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw EmulatorError.cannotWrite(readyFile: path, reason: Self.reason(error))
        }
    }

    /// The operating system's wording where Foundation kept it.
    private static func reason(_ error: any Error) -> String {
        let error = error as NSError
        if let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError, cause.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(cause.code)))
        }
        if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
        return error.code == CocoaError.fileNoSuchFile.rawValue
            ? String(cString: strerror(ENOENT)) : "Foundation's error \(error.code)"
    }

    private static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).path }
}
