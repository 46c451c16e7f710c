/// Where in a document a rule looks: an absolute path of elements, step by step from the root, which may end in an
/// attribute.
///
/// `/Report/Holder/HolderName`, `/v:Report/@ReferencePeriod`. A step with a prefix means that local name in the
/// namespace that the prefix was declared for; one without means the local name whatever the namespace, or none. There
/// are no wildcards, no predicates and no `//`.
public struct NodePath: Hashable, Sendable, CustomStringConvertible {
    public struct Step: Hashable, Sendable {
        public let localName: String
        /// `nil` where any namespace will do.
        public let namespace: String?
    }

    /// Why a text is no path.
    public enum Failure: Error, Hashable, Sendable {
        case malformed
        /// A prefix that nobody declared.
        case unknownPrefix(String)
    }

    /// No document that passes the format check is deeper.
    public static let longest = 256

    /// From the root; at least one.
    public let elements: [Step]
    /// `nil` when the path means elements.
    public let attribute: Step?
    private let text: String

    /// - Parameters:
    ///   - text: as written.
    ///   - prefixes: the namespaces of the prefixes that it may use.
    public init(_ text: String, prefixes: [String: String]) throws(Failure) {
        guard text.hasPrefix("/") else { throw .malformed }
        var words = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        var attribute: Step?
        if let last = words.last, last.hasPrefix("@") {
            attribute = try Self.step(last.dropFirst(), prefixes)
            words.removeLast()
        }
        guard (1...Self.longest).contains(words.count) else { throw .malformed }
        var elements: [Step] = []
        for word in words { elements.append(try Self.step(word, prefixes)) }
        self.elements = elements
        self.attribute = attribute
        self.text = text
    }

    private static func step(_ word: Substring, _ prefixes: [String: String]) throws(Failure) -> Step {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), parts.allSatisfy(\.isXMLName) else { throw .malformed }
        guard parts.count == 2 else { return Step(localName: parts[0], namespace: nil) }
        guard let namespace = prefixes[parts[0]] else { throw .unknownPrefix(parts[0]) }
        return Step(localName: parts[1], namespace: namespace)
    }

    public var description: String { self.text }
}

extension String {
    /// Whether it is an XML name without a prefix (Namespaces in XML 1.0, NCName), of the letters that schemas use and at
    /// most 200 of them.
    public var isXMLName: Bool {
        guard let first = self.first, first.isLetter || first == "_" else { return false }
        return self.count <= 200 && self.allSatisfy { $0.isLetter || $0.isNumber || "._-".contains($0) }
    }
}
