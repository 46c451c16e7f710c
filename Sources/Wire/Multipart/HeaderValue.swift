/// A header field's value with parameters, as in `form-data; name=File; filename="a.xml"` (RFC 9110, 5.6.6).
struct HeaderValue: Equatable {
    /// Before the first semicolon, lower case.
    let value: String
    /// Names are lower case; of two with one name the first counts.
    let parameters: [String: String]

    init(_ text: String) {
        var scanner = Scanner(text)
        self.value = scanner.token(endingAt: [";"]).lowercased()
        var parameters: [String: String] = [:]
        while scanner.skip(";") {
            let name = scanner.token(endingAt: ["=", ";"]).lowercased()
            guard scanner.skip("=") else { continue }
            let value = scanner.parameterValue()
            if parameters[name] == nil { parameters[name] = value }
        }
        self.parameters = parameters
    }

    /// Over Unicode scalars: a letter that joins a quotation mark or a semicolon to one Character must not hide it.
    private struct Scanner {
        private var rest: Substring.UnicodeScalarView

        init(_ text: String) {
            self.rest = text[...].unicodeScalars
        }

        mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
            guard self.rest.first == scalar else { return false }
            self.rest.removeFirst()
            return true
        }

        mutating func token(endingAt stops: Set<Unicode.Scalar>) -> String {
            let token = self.rest.prefix { !stops.contains($0) }
            self.rest = self.rest[token.endIndex...]
            return Substring(token).trimmed
        }

        /// A token or a quoted string, whose backslash makes the next character an ordinary one.
        mutating func parameterValue() -> String {
            self.rest = self.rest.drop { $0 == " " || $0 == "\t" }
            guard self.skip("\"") else { return self.token(endingAt: [";"]) }
            var value = String.UnicodeScalarView()
            while let scalar = self.rest.popFirst(), scalar != "\"" {
                value.append(scalar == "\\" ? self.rest.popFirst() ?? scalar : scalar)
            }
            _ = self.token(endingAt: [";"])
            return String(value)
        }
    }
}
