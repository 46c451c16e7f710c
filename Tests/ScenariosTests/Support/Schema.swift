import Foundation
import Testing

/// A JSON Schema of docs/schema.
struct Schema {
    let url: URL
    private let root: [String: Any]

    init(_ name: String) throws {
        self.url = Repository.root.appending(path: "docs/schema/\(name).schema.json")
        let object = try JSONSerialization.jsonObject(with: try Data(contentsOf: self.url))
        self.root = try #require(object as? [String: Any])
    }

    /// The keys that a map may have.
    ///
    /// - Parameter path: of the map's schema, its parts separated by slashes; empty for the whole file.
    func keys(at path: String) throws -> Set<String> {
        let node = try self.node(path)
        #expect(node["additionalProperties"] as? Bool == false, "\(path)")
        return Set(try #require(node["properties"] as? [String: Any]).keys)
    }

    /// The words that a value may be.
    func words(at path: String) throws -> [String] {
        try #require(try self.node(path)["enum"] as? [String])
    }

    /// The paths of all maps whose keys are fixed.
    func maps() -> Set<String> { Set(Self.maps(in: self.root, path: "")) }

    private static func maps(in value: Any, path: String) -> [String] {
        if let items = value as? [Any] {
            return items.enumerated().flatMap { self.maps(in: $0.element, path: "\(path)/\($0.offset)") }
        }
        guard let node = value as? [String: Any] else { return [] }
        let own = node["properties"] is [String: Any] && node["type"] as? String == "object" ? [path] : []
        return own + node.flatMap { self.maps(in: $0.value, path: path.isEmpty ? $0.key : "\(path)/\($0.key)") }
    }

    private func node(_ path: String) throws -> [String: Any] {
        try path.split(separator: "/").reduce(self.root) { node, part in
            try #require(node[String(part)] as? [String: Any], "\(path)")
        }
    }
}

enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
}
