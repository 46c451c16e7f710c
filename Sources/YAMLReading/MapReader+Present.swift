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
