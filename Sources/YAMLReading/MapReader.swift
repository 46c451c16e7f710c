import Yams

/// The keys that one map may have: an enum with the words as raw values, in the order in which messages list them.
package protocol MapKey: RawRepresentable<String>, CaseIterable, Hashable {}

/// A map whose keys are all known: the unknown ones have been reported.
package struct MapReader<Key: MapKey> {
    private let map: NodeReader
    private let values: [Key: NodeReader]
    /// Keys that were probably meant by misspelt ones: that they are missing has the same cause.
    private let misspelt: Set<Key>
    /// Whether there were keys besides the known ones; each has been reported.
    package let hasUnknownKeys: Bool

    init(_ map: NodeReader, _ mapping: Node.Mapping) {
        var values: [Key: NodeReader] = [:]
        var misspelt: Set<Key> = []
        var hasUnknownKeys = false
        for (keyNode, valueNode) in mapping {
            let content = NodeContent(keyNode)
            let key = NodeReader(keyNode, path: map.path, position: map.position, log: map.log)
            guard case .text(let word) = content else {
                key.report(found: "\(content) as a key", allowed: Self.allowedKeys)
                continue
            }
            guard let known = Key(rawValue: word) else {
                let suggestion = Spelling.suggestion(for: word, among: Self.words)
                hasUnknownKeys = true
                key.report(found: "the unknown key \(content)", allowed: Self.allowedKeys, suggestion: suggestion)
                if let meant = suggestion.flatMap(Key.init(rawValue:)) { misspelt.insert(meant) }
                continue
            }
            if let first = values[known] {
                // The parser compares tags too, so `!t name` beside `name` gets past it.
                key.report(found: "\(content) again, after line \(first.position.line)", allowed: "each key once")
                continue
            }
            let path = Self.path(map, known)
            values[known] = NodeReader(valueNode, path: path, position: key.position, log: map.log)
        }
        self.map = map
        self.values = values
        self.misspelt = misspelt
        self.hasUnknownKeys = hasUnknownKeys
    }

    /// The key's value; `nil` when the key is not there.
    package func optional(_ key: Key) -> NodeReader? { self.values[key] }

    /// The key's value; a mistake when the key is not there.
    ///
    /// - Parameter allowed: what should have been there; completes "allowed: …".
    package func required(_ key: Key, allowed: String) -> NodeReader? {
        if let value = self.values[key] { return value }
        if self.misspelt.contains(key) { return nil }
        self.map.log.report(self.map.position, Self.path(self.map, key), found: "no such key", allowed: allowed)
        return nil
    }

    package func required<Value>(_ key: Key, as form: ScalarForm<Value>) -> Value? {
        self.required(key, allowed: form.allowed)?.value(form)
    }

    package func required(_ key: Key, listOf item: String) -> [NodeReader] {
        self.required(key, allowed: NodeReader.allowedList(of: item))?.list(of: item) ?? []
    }

    package func required<Inner: MapKey>(_ key: Key, mapOf keys: Inner.Type) -> MapReader<Inner>? {
        self.required(key, allowed: MapReader<Inner>.allowedMap)?.map(keys)
    }

    /// Replaces `value`, which holds the default, if the key is there.
    package func read<Value>(_ key: Key, as form: ScalarForm<Value>, into value: inout Value) {
        if let read = self.values[key]?.value(form) { value = read }
    }

    /// A map that may be left out.
    package func optional<Inner: MapKey>(_ key: Key, mapOf keys: Inner.Type) -> MapReader<Inner>? {
        self.values[key]?.map(keys)
    }

    static var allowedMap: String { "a map with keys among \(self.allowedKeys)" }

    private static var words: [String] { Key.allCases.map(\.rawValue) }
    private static var allowedKeys: String { self.words.joined(separator: ", ") }

    private static func path(_ map: NodeReader, _ key: Key) -> String {
        map.path.isEmpty ? key.rawValue : "\(map.path).\(key.rawValue)"
    }
}
