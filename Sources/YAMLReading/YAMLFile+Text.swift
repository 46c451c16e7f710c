extension YAMLFile {
    /// 1 MiB; the files are written by people.
    package static let longestText = 1 << 20

    /// The content of the file at `path`.
    ///
    /// - Throws: the one mistake that keeps the file from being read: it is not there, not readable, too large, or not
    ///   UTF-8.
    package static func text(path: String) throws(YAMLFileError) -> String {
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.bytes(path: path, atMost: self.longestText + 1)
        } catch {
            throw self.unreadable(path, found: error.reason)
        }
        guard bytes.count <= self.longestText else { throw self.unreadable(path, found: "a file of more than 1 MiB") }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        throw self.unreadable(path, at: self.firstInvalid(in: bytes), found: "bytes that are not UTF-8")
    }

    private static func unreadable(_ path: String, at position: Position? = nil, found: String) -> YAMLFileError {
        let allowed = "a readable YAML file in UTF-8 of at most 1 MiB"
        return YAMLFileError([Mistake(file: path, position: position, found: found, allowed: allowed)])
    }

    /// Where the first sequence of bytes stands that is not UTF-8: often an å, ä or ö from an editor set to Latin-1.
    private static func firstInvalid(in bytes: [UInt8]) -> Position? {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let index = lines.firstIndex(where: { String(validating: $0, as: UTF8.self) == nil }) else { return nil }
        let decoded = String(decoding: lines[index], as: UTF8.self)
        let valid = decoded.unicodeScalars.prefix { $0 != "\u{FFFD}" }
        return Position(line: index + 1, column: valid.count + 1)
    }
}
