import YAMLReading

/// Reads one value of a body, and notes what is wrong with it.
struct ValueReader {
    let value: JSONValue
    /// Where it is, a JSON pointer (RFC 6901).
    let pointer: String
    let mistakes: MistakeCollection

    /// - Returns: `nil`, noted, for what is no object; unknown members are noted too.
    func object(_ names: [String]) -> ObjectReader? {
        guard case .object(let members) = self.value else { return self.refuse("an object") }
        for name in members.keys.sorted() where !names.contains(name) {
            self.mistakes.add(
                FieldMistake(
                    .body(pointer: self.pointer(to: name)),
                    found: "an unknown field",
                    allowed: names.joined(separator: ", "),
                    suggestion: Spelling.suggestion(for: name, among: names)
                )
            )
        }
        return ObjectReader(members: members, reader: self)
    }

    /// A text in the form that the settings, too, have for such a value.
    func text<Value>(_ form: ScalarForm<Value>, among words: [String] = []) -> Value? {
        guard case .text(let text) = self.value else { return self.refuse("a text: \(form.allowed)") }
        if let value = form.parse(text) { return value }
        return self.refuse(form.allowed, suggestion: Spelling.suggestion(for: text, among: words))
    }

    func boolean() -> Bool? {
        guard case .boolean(let value) = self.value else { return self.refuse("true, false") }
        return value
    }

    func integer(_ range: ClosedRange<Int>) -> Int? {
        guard case .number(let number) = self.value, let value = Int(exactly: number), range.contains(value) else {
            let end = range.upperBound == .max ? "" : " to \(range.upperBound)"
            return self.refuse("a whole number from \(range.lowerBound)\(end)")
        }
        return value
    }

    /// - Parameter range: of how many elements.
    func list<Value>(_ range: ClosedRange<Int>, of read: (ValueReader) -> Value?) -> [Value]? {
        guard case .list(let elements) = self.value, range.contains(elements.count) else {
            return self.refuse("a list of \(range.lowerBound) to \(range.upperBound) elements")
        }
        let values = elements.enumerated().map { index, element in
            read(ValueReader(value: element, pointer: "\(self.pointer)/\(index)", mistakes: self.mistakes))
        }
        let whole = values.compactMap { $0 }
        return whole.count == values.count ? whole : nil
    }

    func refuse<Value>(_ allowed: String, suggestion: String? = nil) -> Value? {
        self.mistakes.add(
            FieldMistake(
                .body(pointer: self.pointer),
                found: self.value.words,
                allowed: allowed,
                suggestion: suggestion
            )
        )
        return nil
    }

    fileprivate func pointer(to name: String) -> String {
        let escaped = name.clipped().replacing("~", with: "~0").replacing("/", with: "~1")
        return "\(self.pointer)/\(escaped)"
    }
}

/// Reads the members of an object. A member that is `null` counts as left out.
struct ObjectReader {
    fileprivate let members: [String: JSONValue]
    fileprivate let reader: ValueReader

    var mistakes: MistakeCollection { self.reader.mistakes }

    func has(_ name: String) -> Bool { self.members[name].map { $0 != .null } ?? false }

    /// - Returns: `nil` for what is left out, and, noted, for what is wrong.
    func optional<Value>(_ name: String, _ read: (ValueReader) -> Value?) -> Value? {
        guard let value = self.members[name], value != .null else { return nil }
        return read(ValueReader(value: value, pointer: self.reader.pointer(to: name), mistakes: self.mistakes))
    }

    /// - Parameter allowed: what must be there, for the message.
    func required<Value>(_ name: String, _ allowed: String, _ read: (ValueReader) -> Value?) -> Value? {
        guard self.has(name) else {
            self.refuse(name, found: "nothing", allowed: allowed)
            return nil
        }
        return self.optional(name, read)
    }

    func refuse(_ name: String, found: String, allowed: String) {
        self.mistakes.add(
            FieldMistake(.body(pointer: self.reader.pointer(to: name)), found: found, allowed: allowed)
        )
    }
}
