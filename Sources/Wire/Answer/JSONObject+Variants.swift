extension JSONObject {
    /// The properties of this object, not of those in it, with one before and one after.
    func between(_ first: Property, _ last: Property) -> JSONObject {
        JSONObject([first] + self.properties + [last])
    }

    /// The properties in the reverse order, those of the objects in it too.
    var reversed: JSONObject {
        JSONObject(self.properties.reversed().map { ($0.name, $0.value.mapped(\.reversed)) })
    }

    /// The names as .NET's `JsonNamingPolicy.CamelCase` has them, those of the objects in it too.
    var camelCased: JSONObject {
        JSONObject(
            self.properties.map {
                ($0.name.prefix(1).lowercased() + $0.name.dropFirst(), $0.value.mapped(\.camelCased))
            }
        )
    }

    /// UTF-8; with `isIndented`, laid out as .NET's `WriteIndented` does on Windows.
    ///
    /// - Parameter string: writes a string as JSON.
    func text(indented isIndented: Bool, string: (String) -> String) -> String {
        let layout = isIndented ? Layout(lineBreak: "\r\n", colon: ": ") : Layout(lineBreak: "", colon: ":")
        return self.text(layout, depth: 0, string: string)
    }

    private struct Layout {
        let lineBreak: String
        let colon: String

        /// `items` between two brackets, each on a line of its own where there are lines.
        func list(_ items: [String], _ open: String, _ close: String, depth: Int) -> String {
            guard !items.isEmpty else { return open + close }
            let inner = self.line(depth + 1)
            return open + inner + items.joined(separator: "," + inner) + self.line(depth) + close
        }

        private func line(_ depth: Int) -> String {
            self.lineBreak.isEmpty ? "" : self.lineBreak + String(repeating: "  ", count: depth)
        }
    }

    private func text(_ layout: Layout, depth: Int, string: (String) -> String) -> String {
        let pairs = self.properties.map { property in
            string(property.name) + layout.colon
                + Self.text(property.value, layout, depth: depth + 1, string: string)
        }
        return layout.list(pairs, "{", "}", depth: depth)
    }

    private static func text(_ value: Value, _ layout: Layout, depth: Int, string: (String) -> String) -> String {
        switch value {
        case .string(let text): string(text)
        case .integer(let integer): String(integer)
        case .boolean(let boolean): boolean ? "true" : "false"
        case .null: "null"
        case .object(let object): object.text(layout, depth: depth, string: string)
        case .objects(let objects):
            layout.list(
                objects.map { $0.text(layout, depth: depth + 1, string: string) },
                "[",
                "]",
                depth: depth
            )
        }
    }
}

extension JSONObject.Value {
    fileprivate func mapped(_ change: (JSONObject) -> JSONObject) -> JSONObject.Value {
        switch self {
        case .string, .integer, .boolean, .null: self
        case .object(let object): .object(change(object))
        case .objects(let objects): .objects(objects.map(change))
        }
    }
}
