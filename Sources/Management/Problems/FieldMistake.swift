/// One mistake of a request: where it is, what was found there and what is allowed instead.
struct FieldMistake: Hashable, Sendable {
    let place: Place
    /// What was found, in quotes if it is a text.
    let found: String
    /// Completes "allowed: …".
    let allowed: String
    /// The allowed word that was probably meant.
    let suggestion: String?

    init(_ place: Place, found: String, allowed: String, suggestion: String? = nil) {
        self.place = place
        self.found = found
        self.allowed = allowed
        self.suggestion = suggestion
    }

    enum Place: Hashable, Sendable {
        /// Of the body, as a JSON pointer (RFC 6901); empty for the whole of it.
        case body(pointer: String)
        /// Of a YAML text in the body: the text's pointer, line and column, and the key's way from its top.
        case text(pointer: String, line: Int?, column: Int?, key: String)
        /// Of the query.
        case query(String)
        /// A part of the path.
        case path(String)
        case header(String)
    }

    /// A sentence.
    var detail: String {
        let hint = self.suggestion.map { " Did you mean '\($0)'?" } ?? ""
        return "\(self.place): found \(self.found); allowed: \(self.allowed).\(hint)"
    }
}

extension FieldMistake.Place: CustomStringConvertible {
    var description: String {
        switch self {
        case .body(""): "the body"
        case .body(let pointer): pointer
        case .text(let pointer, let line, let column, let key):
            [pointer, line.map { "line \($0)" }, column.map { "column \($0)" }, key]
                .compactMap { $0?.isEmpty == false ? $0 : nil }.joined(separator: ", ")
        case .query(let name): "query parameter '\(name)'"
        case .path(let name): "path parameter '\(name)'"
        case .header(let name): "header \(name)"
        }
    }
}

extension FieldMistake: Encodable {
    private enum Key: String, CodingKey {
        case pointer, line, column, key, parameter, header, detail, found, allowed, suggestion
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        switch self.place {
        case .body(let pointer): try object.encode("#" + pointer, forKey: .pointer)
        case .text(let pointer, let line, let column, let key):
            try object.encode("#" + pointer, forKey: .pointer)
            try object.encodeIfPresent(line, forKey: .line)
            try object.encodeIfPresent(column, forKey: .column)
            if !key.isEmpty { try object.encode(key, forKey: .key) }
        case .query(let name), .path(let name): try object.encode(name, forKey: .parameter)
        case .header(let name): try object.encode(name, forKey: .header)
        }
        try object.encode(self.detail, forKey: .detail)
        try object.encode(self.found, forKey: .found)
        try object.encode(self.allowed, forKey: .allowed)
        try object.encodeIfPresent(self.suggestion, forKey: .suggestion)
    }
}
