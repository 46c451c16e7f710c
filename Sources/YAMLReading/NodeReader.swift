import Yams

/// One value of a YAML file under a reader's eyes: knows its place, and reports what is wrong with it there.
///
/// What cannot be read comes back as `nil` or empty, with a mistake in the log; the caller goes on with the rest, and
/// the file as a whole is refused in the end.
package struct NodeReader {
    let node: Node
    let path: String
    let position: Position
    let log: MistakeLog

    /// - Parameter parent: lends its place to a node without one.
    init(_ node: Node, path: String, position: Position, log: MistakeLog) {
        self.node = node
        self.path = path
        self.position = node.mark.map { Position(line: $0.line, column: $0.column) } ?? position
        self.log = log
    }

    /// Adds a mistake about this value.
    package func report(found: String, allowed: String, suggestion: String? = nil) {
        self.log.report(self.position, self.path, found: found, allowed: allowed, suggestion: suggestion)
    }

    /// The value, read as `form` says.
    ///
    /// The text counts as written, never as what YAML would make of it: `0123` keeps its zero, quoted or not.
    package func value<Value>(_ form: ScalarForm<Value>) -> Value? {
        let content = NodeContent(self.node)
        guard case .text(let text) = content else {
            self.report(found: content.description, allowed: form.allowed)
            return nil
        }
        if let value = form.parse(text) { return value }
        let suggestion = Spelling.suggestion(for: text, among: form.words)
        self.report(found: content.description, allowed: form.allowed, suggestion: suggestion)
        return nil
    }

    /// The items of a list, of which there must be at least one.
    ///
    /// - Parameter item: one of them, with its article: `a user`.
    package func list(of item: String) -> [NodeReader] {
        guard let items = self.node.sequence, !items.isEmpty else {
            let found = self.node.sequence == nil ? NodeContent(self.node).description : "an empty list"
            self.report(found: found, allowed: Self.allowedList(of: item))
            return []
        }
        return items.enumerated().map { index, node in
            NodeReader(node, path: "\(self.path)[\(index)]", position: self.position, log: self.log)
        }
    }

    /// The map, of which every key is a case of `Key`.
    package func map<Key: MapKey>(_ keys: Key.Type) -> MapReader<Key>? {
        guard let mapping = self.node.mapping else {
            self.report(found: NodeContent(self.node).description, allowed: MapReader<Key>.allowedMap)
            return nil
        }
        return MapReader(self, mapping)
    }

    package var isMap: Bool { self.node.mapping != nil }

    /// One value without the brackets of a list, or the items of a list, of which there must be at least one.
    ///
    /// - Parameter item: one of them, with its article: `a user`.
    package func oneOrMore(_ item: String) -> [NodeReader] {
        self.node.sequence == nil ? [self] : self.list(of: item)
    }

    /// The entries of a map whose keys are not known beforehand, of which there must be at least one.
    ///
    /// - Parameter allowed: completes "allowed: …".
    /// - Returns: empty only after a mistake was reported. A reader of a key knows its place and stands for its text.
    package func entries(allowed: String) -> [(key: NodeReader, value: NodeReader)] {
        guard let mapping = self.node.mapping, !mapping.isEmpty else {
            let found = self.node.mapping == nil ? NodeContent(self.node).description : "an empty map"
            self.report(found: found, allowed: allowed)
            return []
        }
        return mapping.map { keyNode, valueNode in
            let key = NodeReader(keyNode, path: self.path, position: self.position, log: self.log)
            let path = NodeContent(keyNode).pathPart.map { "\(self.path).\($0)" } ?? self.path
            return (key, NodeReader(valueNode, path: path, position: key.position, log: self.log))
        }
    }

    static func allowedList(of item: String) -> String { "a list of at least one item, each \(item)" }
}
