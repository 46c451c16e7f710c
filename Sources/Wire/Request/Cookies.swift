/// Reads the request's cookies (RFC 6265, 5.4).
public enum Cookies {
    /// All values of the cookie `name`, in the order sent: a jar may hold one name for several paths.
    ///
    /// - Parameter fields: the request's `Cookie` header fields.
    public static func values(of name: String, in fields: [String]) -> [String] {
        fields.flatMap { field in
            field.split(separator: ";").compactMap { pair in
                let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard halves.count == 2, halves[0].trimmed == name else { return nil }
                return halves[1].trimmed
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
