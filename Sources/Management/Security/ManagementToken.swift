import COpenSSL
import Foundation

/// The secret that a caller shows as `Authorization: Bearer …` (RFC 6750, 2.1). Never printed, logged or answered.
public struct ManagementToken: Sendable, CustomStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    /// - Parameter text: 16 to 256 of the letters, digits and signs that RFC 6750 has for a token.
    /// - Throws: ``ManagementError`` for any other; its text does not tell the token.
    public init(_ text: String) throws(ManagementError) {
        let bytes = Array(text.utf8)
        guard (16...256).contains(bytes.count) else { throw .tokenLength(bytes.count) }
        guard bytes.allSatisfy(Self.allowed.contains) else { throw .tokenCharacters }
        self.bytes = bytes
    }

    /// Reads it from a file, in which a line end may follow it.
    ///
    /// - Throws: ``ManagementError`` for a file that cannot be read, and as ``init(_:)``.
    public static func read(from path: String) throws(ManagementError) -> ManagementToken {
        try ManagementToken(try self.text(from: path))
    }

    /// What a file says that ought to hold a token, for who is to show it.
    ///
    /// - Throws: ``ManagementError`` for a file that cannot be read.
    public static func text(from path: String) throws(ManagementError) -> String {
        // The longest token there can be, and what may follow it.
        let limit = 300
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw .tokenFile(path, reason: String(cString: strerror(errno)))
        }
        let data: Data
        do {
            data = try file.read(upToCount: limit) ?? Data()
        } catch {
            throw .tokenFile(path, reason: "it is no file that can be read")
        }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// Whether somebody showed this token. Takes as long for a wrong one as for the right one.
    func matches(_ shown: some StringProtocol) -> Bool {
        let shown = Array(shown.utf8)
        guard shown.count == self.bytes.count else { return false }
        return CRYPTO_memcmp(shown, self.bytes, self.bytes.count) == 0
    }

    public var description: String { "(a token)" }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// RFC 6750, 2.1: `b64token`.
    private static let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=".utf8)
}
