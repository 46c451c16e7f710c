/// Sees to it that a value is used once, and tells both places when it is not.
package struct FirstUses<Value: Hashable> {
    private let what: String
    private var places: [Value: NodeReader] = [:]

    /// - Parameter what: must be used once, e.g. `serial number`.
    package init(ofEach what: String) {
        self.what = what
    }

    /// Notes a use of `value`, or reports that it is not the first.
    ///
    /// - Parameters:
    ///   - found: the value as the message shows it.
    ///   - node: where it stands.
    /// - Returns: whether it is the first.
    package mutating func note(_ value: Value, found: String, at node: NodeReader) -> Bool {
        guard let first = self.places[value] else {
            self.places[value] = node
            return true
        }
        node.report(
            found: "\(found) again, after \(first.path) on line \(first.position.line)",
            allowed: "each \(self.what) once"
        )
        return false
    }
}

extension NodeReader {
    /// The value, read as `form` says, if it is used here first.
    package func value<Value>(_ form: ScalarForm<Value>, onceIn uses: inout FirstUses<Value>) -> Value? {
        guard let value = self.value(form) else { return nil }
        return uses.note(value, found: NodeContent(self.node).description, at: self) ? value : nil
    }
}

extension MapReader {
    package func required<Value>(
        _ key: Key,
        as form: ScalarForm<Value>,
        onceIn uses: inout FirstUses<Value>
    ) -> Value? {
        self.required(key, allowed: form.allowed)?.value(form, onceIn: &uses)
    }
}
