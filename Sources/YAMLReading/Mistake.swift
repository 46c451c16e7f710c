/// One mistake in a YAML file: where it is, what was found there and what is allowed instead.
public struct Mistake: Hashable, Sendable, CustomStringConvertible {
    /// As the caller named it.
    public let file: String
    /// `nil` when the file could not be read at all.
    public let position: Position?
    /// The key's way from the top of the file, e.g. `environments.test.users[1].name`; empty for the file as a whole.
    public let path: String
    public let found: String
    public let allowed: String
    /// The allowed word that was probably meant.
    public let suggestion: String?

    public init(
        file: String,
        position: Position?,
        path: String = "",
        found: String,
        allowed: String,
        suggestion: String? = nil
    ) {
        self.file = file
        self.position = position
        self.path = path
        self.found = found
        self.allowed = allowed
        self.suggestion = suggestion
    }

    /// One line, in the form that editors and terminals turn into a link.
    public var description: String {
        let place = [self.file, self.position?.description].compactMap { $0 }.joined(separator: ":")
        let key = self.path.isEmpty ? "" : "\(self.path): "
        let hint = self.suggestion.map { " Did you mean '\($0)'?" } ?? ""
        return "\(place): \(key)found \(self.found); allowed: \(self.allowed).\(hint)"
    }
}

/// Every mistake found in one file, in the order of its lines, or in several files, one after another; never empty.
public struct YAMLFileError: Error, Hashable, Sendable, CustomStringConvertible {
    public let mistakes: [Mistake]

    package init(_ mistakes: [Mistake]) {
        self.mistakes = mistakes
    }

    /// One line a mistake.
    public var description: String {
        self.mistakes.map(\.description).joined(separator: "\n")
    }
}
