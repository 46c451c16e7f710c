import Domain
import YAMLReading

/// Reads which version of a format has which schema.
enum SchemaReader {
    private static let allowed = "a map from versions of the format to the files of their schemas"

    /// - Parameter versions: the format's own.
    static func read(_ node: NodeReader, versions: [String]) -> [String: SchemaLocation] {
        var uses = FirstUses<String>(ofEach: "version")
        var schemas: [String: SchemaLocation] = [:]
        for (key, value) in node.entries(allowed: self.allowed) {
            let version = key.value(.version(among: versions), onceIn: &uses)
            let location = value.value(.schemaLocation)
            if let version, let location { schemas[version] = location }
        }
        return schemas
    }
}

extension ScalarForm<String> {
    /// - Parameter registered: the answer is spelt as they are.
    fileprivate static func version(among registered: [String]) -> ScalarForm {
        // No suggestion: of two numbers that differ in a digit, either may be meant.
        ScalarForm(registered.joined(separator: ", ")) { text in
            registered.first { $0.lowercased() == text.lowercased() }
        }
    }
}

extension ScalarForm<SchemaLocation> {
    private static let prefix = "builtin:"

    fileprivate static let schemaLocation = ScalarForm(
        "the path of an XML schema, or \(BuiltInSchema.allCases.map { prefix + $0.rawValue }.joined(separator: ", "))",
        words: BuiltInSchema.allCases.map { prefix + $0.rawValue }
    ) { text in
        guard text.hasPrefix(Self.prefix) else {
            return ScalarForm<String>.isPath(text) ? .file(path: text) : nil
        }
        return BuiltInSchema(rawValue: String(text.dropFirst(Self.prefix.count))).map { .builtIn($0) }
    }
}
