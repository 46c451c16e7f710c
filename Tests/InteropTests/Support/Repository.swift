import Foundation

/// Files of the repository that the tests use.
enum Repository {
    private static let tests = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()

    /// A program of this target's folder `Clients`.
    static func client(_ name: String) -> String {
        self.tests.appendingPathComponent("Clients").appendingPathComponent(name).path
    }

    private static let root = Self.tests.deletingLastPathComponent().deletingLastPathComponent()

    /// A page of the documentation, by its path in the repository.
    static func page(_ path: String) -> String { self.root.appendingPathComponent(path).path }

    /// A file of the repository's folder `fixtures`.
    static func fixture(_ name: String) -> URL {
        self.root.appendingPathComponent("fixtures").appendingPathComponent(name)
    }

    /// The documented settings, with other values for some keys, as text.
    ///
    /// - Parameter changes: values by key; each key is one that the file has on exactly one line.
    static func settings(_ changes: [String: String]) throws -> String {
        var lines = try String(contentsOf: self.fixture("settings.yaml"), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (key, value) in changes {
            let places = lines.indices.filter { place in
                let line = lines[place].drop { $0 == " " }
                return line.hasPrefix("\(key):") || line.hasPrefix("# \(key):")
            }
            guard places.count == 1 else {
                throw InteropFailure("fixtures/settings.yaml has '\(key):' on \(places.count) lines instead of one")
            }
            let indent = lines[places[0]].prefix { $0 == " " }
            lines[places[0]] = "\(indent)\(key): \(value)"
        }
        return lines.joined(separator: "\n")
    }
}
