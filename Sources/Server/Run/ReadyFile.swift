import Foundation
import PKI

/// Tells whoever waits for it where the emulator is: one JSON object, in a file that is there whole or not at all, or on
/// one line.
public struct ReadyFile: Encodable, Sendable {
    /// Its keys are those of the object itself.
    public let test: Place
    /// Under the key `production`; left out when that does not run.
    public let production: Place?
    /// Under the key `managementURL`: where the emulator is controlled; left out when it is not.
    public let managementURL: String?

    public init(_ emulator: Emulator, managementURL: String? = nil) {
        let ca = emulator.certificates.serverAuthority.certificatePath
        self.test = Place(emulator.test, ca: ca)
        self.production = emulator.production.map { Place($0, ca: ca) }
        self.managementURL = managementURL
    }

    /// Where one environment is, and with what it is called.
    public struct Place: Encodable, Sendable {
        /// With its final slash.
        public let baseURL: String
        /// PEM file of the authority that the client must trust. This path and those below are absolute.
        public let ca: String
        /// PEM files of the first user.
        public let clientCertificate: String?
        public let clientKey: String?
        /// The same as PKCS#12, and the file that holds its password.
        public let clientPKCS12: String?
        public let clientPKCS12Password: String?
        public let pid: Int32

        fileprivate init(_ environment: RunningEnvironment, ca: String) {
            let client = environment.clients.first
            self.baseURL = environment.baseURL
            self.ca = ReadyFile.absolute(ca)
            self.clientCertificate = (client?.credential.certificatePath).map(ReadyFile.absolute)
            self.clientKey = (client?.credential.keyPath).map(ReadyFile.absolute)
            self.clientPKCS12 = (client?.archivePath).map(ReadyFile.absolute)
            self.clientPKCS12Password = (client?.passwordPath).map(ReadyFile.absolute)
            self.pid = ProcessInfo.processInfo.processIdentifier
        }
    }

    private enum Key: String, CodingKey {
        case production, managementURL
    }

    public func encode(to encoder: any Encoder) throws {
        try self.test.encode(to: encoder)
        var object = encoder.container(keyedBy: Key.self)
        try object.encodeIfPresent(self.production, forKey: .production)
        try object.encodeIfPresent(self.managementURL, forKey: .managementURL)
    }

    /// The object without line breaks.
    public func line() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
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
