/// The cookies of one server (RFC 6265), all of which go with every call: "samt kakor från GET-anropet" (docs/protocol.md,
/// "Session cookie"). There is one host and one path to call, so neither is looked at.
struct CookieJar: Hashable, Sendable {
    private var pairs: [(name: String, value: String)] = []

    static func == (left: Self, right: Self) -> Bool { left.field == right.field }
    func hash(into hasher: inout Hasher) { hasher.combine(self.field) }

    var isEmpty: Bool { self.pairs.isEmpty }

    /// The value of a `Cookie` field.
    var field: String { self.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "; ") }

    mutating func take(from answer: ServerAnswer) {
        for field in answer.fields where field.name.lowercased() == "set-cookie" { self.take(field.value) }
    }

    private mutating func take(_ text: String) {
        let parts = text.split(separator: ";").map { $0.trimmed }
        guard let pair = parts.first, let equals = pair.firstIndex(of: "=") else { return }
        let (name, value) = (String(pair[..<equals]), String(pair[pair.index(after: equals)...]))
        let isOver = parts.dropFirst().contains { part in
            let words = part.lowercased().split(separator: "=")
            return words.first == "max-age" && words.last.flatMap { Int($0) }.map { $0 <= 0 } == true
        }
        let place = self.pairs.firstIndex { $0.name == name }
        switch (place, isOver) {
        case (let place?, true): self.pairs.remove(at: place)
        case (let place?, false): self.pairs[place].value = value
        case (nil, true): break
        case (nil, false): self.pairs.append((name, value))
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(self.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
