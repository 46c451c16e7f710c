import Yams

extension NodeReader {
    /// The entries of a map whose keys are the user's own words; each key is a value to be read like any other.
    ///
    /// - Parameter allowed: what the map is; completes "allowed: …".
    package func entries(allowed: String) -> [(key: NodeReader, value: NodeReader)] {
        guard let mapping = self.node.mapping, !mapping.isEmpty else {
            let found = self.node.mapping == nil ? NodeContent(self.node).description : "an empty map"
            self.report(found: found, allowed: allowed)
            return []
        }
        return mapping.map { keyNode, valueNode in
            let key = NodeReader(keyNode, path: self.path, position: self.position, log: self.log)
            let word = keyNode.scalar.map { AliasMark.restored($0.string) } ?? "?"
            let value = NodeReader(valueNode, path: "\(self.path).\(word)", position: key.position, log: self.log)
            return (key, value)
        }
    }
}

extension MapReader {
    /// The keys that are there, with their values, in the order in which messages list keys.
    package var present: [(key: Key, value: NodeReader)] {
        Key.allCases.compactMap { key in self.optional(key).map { (key, $0) } }
    }

    /// Adds a mistake about the map as a whole.
    package func report(found: String, allowed: String, suggestion: String? = nil) {
        self.map.report(found: found, allowed: allowed, suggestion: suggestion)
    }
}
