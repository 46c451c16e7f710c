/// Reads the request's cookies (RFC 6265, 5.4).
public enum Cookies {
    /// All values of the cookie `name`, in the order sent: a jar may hold one name for several paths.
    ///
    /// - Parameter fields: the request's `Cookie` header fields.
    public static func values(of name: String, in fields: [String]) -> [String] {
        fields.flatMap { field in
            field.utf8.split(separator: UInt8(ascii: ";")).compactMap { pair in
                let pair = pair.drop { $0 == UInt8(ascii: " ") }
                guard pair.starts(with: name.utf8), case let rest = pair.dropFirst(name.utf8.count),
                    rest.first == UInt8(ascii: "=")
                else { return nil }
                return Substring(rest.dropFirst()).trimmed
            }
        }
    }
}

extension Substring {
    /// Without white space at either end.
    var trimmed: String {
        var rest = self
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
