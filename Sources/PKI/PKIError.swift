/// Why a key, a certificate or the folder that holds them could not be made or read.
///
/// The description is for a person at the command line: the thing, the value found, what was allowed, the cause in
/// OpenSSL's or the system's words, and the next step.
public struct PKIError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Tells kinds of failure apart, for code that must; new kinds may come.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String

        /// OpenSSL refused to make a key, a certificate or an archive.
        public static let opensslFailed = Code(description: "openssl-failed")
        /// A caller's value is not allowed: a user name, a password, a profile's name or date.
        public static let invalidInput = Code(description: "invalid-input")
        /// The system refused to read, write or lock a file.
        public static let fileFailed = Code(description: "file-failed")
        /// A file does not hold the PEM that its name promises.
        public static let corruptFile = Code(description: "corrupt-file")
        /// A certificate is not of the key beside it.
        public static let keyMismatch = Code(description: "key-mismatch")
        /// An authority's certificate is there, its key is not.
        public static let authorityKeyMissing = Code(description: "authority-key-missing")
        /// A certificate that stands for an authority is none.
        public static let notAnAuthority = Code(description: "not-an-authority")
        /// There is no such user, certificate or environment in the folder.
        public static let notFound = Code(description: "not-found")
        /// The authority has issued a certificate with that serial number before.
        public static let serialTaken = Code(description: "serial-taken")
        /// A certificate of another authority than the environment's.
        public static let otherAuthority = Code(description: "other-authority")
        /// The certificate is on the revocation list already, or is not on it.
        public static let wrongState = Code(description: "wrong-state")
    }

    public let code: Code
    /// The thing, the value found and what was allowed.
    public let message: String
    /// OpenSSL's or the system's words, if it had any.
    public let cause: String?
    /// The next step.
    public let hint: String

    init(_ code: Code, _ message: String, cause: String? = nil, hint: String) {
        self.code = code
        self.message = message
        self.cause = cause
        self.hint = hint
    }

    public var description: String {
        let cause = self.cause.map { " (\($0))" } ?? ""
        return "\(self.message)\(cause). \(self.hint)"
    }
}
