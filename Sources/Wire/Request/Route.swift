public import Domain

/// What a request asks for, told from its method and target alone (docs/protocol.md, "Endpoints").
public enum Route: Hashable, Sendable {
    case heartbeat
    case upload(RawSubmission)
    /// - Parameter id: the last word of the path, percent-decoded, not yet judged.
    case history(id: String)

    /// - Parameters:
    ///   - method: as on the request line.
    ///   - target: origin-form, or absolute-form, of which the authority is ignored (RFC 9112, 3.2).
    /// - Throws: 404 for a path that does not exist, 405 for a path with another method, 410 for version 1.
    public init(method: String, target: String) throws(Problem) {
        let path = Self.path(of: target)
        let words = Self.words(of: path)
        // ASP.NET Core removes dot segments, encoded or not, and then finds no such path.
        guard !words.contains(where: Self.isDotSegment) else { throw .pathNotFound(path) }
        guard words.count >= 2, words[0].isWord("m2m") else { throw .pathNotFound(path) }
        if words[1].isWord("v1") { throw .versionEnded }
        guard words.count >= 3, words[1].isWord("v2") else { throw .pathNotFound(path) }
        let parameters = words.dropFirst(3)
        switch parameters.count {
        case 0 where words[2].isWord("heartbeat"):
            try Self.require("GET", method, path)
            self = .heartbeat
        case 1 where words[2].isWord("history"):
            try Self.require("GET", method, path)
            self = .history(id: try Self.decoded(parameters.first!))
        case 6...7 where words[2].isWord("file"):
            try Self.require("POST", method, path)
            self = .upload(try Self.submission(Array(parameters)))
        default:
            throw .pathNotFound(path)
        }
    }

    private static func path(of target: String) -> String {
        let end = target.utf8.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        let rest = target[..<(end ?? target.endIndex)]
        guard !rest.utf8.starts(with: "/".utf8), let scheme = rest.firstRange(of: "://") else { return String(rest) }
        let authority = rest[scheme.upperBound...]
        return authority.utf8.firstIndex(of: UInt8(ascii: "/")).map { String(authority[$0...]) } ?? "/"
    }

    /// The words between the slashes. One slash at the end carries no meaning, as in ASP.NET Core's routing; it is how
    /// SCB's client leaves the version out. An empty word anywhere else matches nothing.
    private static func words(of path: String) -> [Substring] {
        var words = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
        if words.last?.isEmpty == true { words.removeLast() }
        return words.contains(where: \.isEmpty) ? [] : words.map { Substring($0) }
    }

    private static func isDotSegment(_ word: Substring) -> Bool {
        guard let first = word.utf8.first, first == UInt8(ascii: ".") || first == UInt8(ascii: "%") else {
            return false
        }
        let decoded = PercentEncoding.decoded(word)
        return decoded == "." || decoded == ".."
    }

    private static func require(_ allowed: String, _ method: String, _ path: String) throws(Problem) {
        guard method == allowed else { throw .methodNotAllowed(method, path: path, allowed: allowed) }
    }

    private static func submission(_ words: [Substring]) throws(Problem) -> RawSubmission {
        RawSubmission(
            fragment: try self.decoded(words[0]),
            organisationNumber: try self.decoded(words[1]),
            statisticalProgram: try self.decoded(words[2]),
            referencePeriod: try self.decoded(words[3]),
            fileFormat: try self.decoded(words[4]),
            fileName: try self.decoded(words[5]),
            version: words.count == 7 ? try self.decoded(words[6]) : ""
        )
    }

    private static func decoded(_ word: Substring) throws(Problem) -> String {
        guard let decoded = PercentEncoding.decoded(word) else { throw .pathEncodingInvalid(String(word)) }
        return decoded
    }
}

extension Substring {
    /// Whether this is `word`, given in lower case, with letters of either case.
    fileprivate func isWord(_ word: StaticString) -> Bool {
        self.utf8.count == word.utf8CodeUnitCount
            && word.withUTF8Buffer { lowercase in
                self.utf8.elementsEqual(lowercase) { $0 == $1 || (0x41...0x5A).contains($0) && $0 | 0x20 == $1 }
            }
    }
}
