import YAMLReading

extension Settings {
    /// How much of what clients did is kept in memory (docs/protocol.md, "Journal").
    public struct Journal: Hashable, Sendable {
        /// Of each environment: 0 to 10 000 000, by default 20 000; 0 records nothing, in sandboxes neither.
        public var entries = 20_000
        /// What the entries of each environment may take, roughly: 1 MiB to 16 GiB, by default 64 MiB.
        public var bytes = 64 << 20
        /// The same for each sandbox.
        public var sandbox = Sandbox()

        public init() {}

        public struct Sandbox: Hashable, Sendable {
            /// 1 to 10 000 000, by default 5 000.
            public var entries = 5000
            /// 1 MiB to 16 GiB, by default 16 MiB.
            public var bytes = 16 << 20

            public init() {}
        }
    }
}

extension Settings.Journal {
    enum Key: String, MapKey {
        case entries, bytes, sandbox
    }

    static let mostEntries = 10_000_000
    static let allowedBytes = 1 << 20...16 << 30

    mutating func read(_ map: MapReader<Key>) {
        map.read(.entries, as: .integer(0...Self.mostEntries), into: &self.entries)
        map.read(.bytes, as: .bytes(Self.allowedBytes), into: &self.bytes)
        if let sandbox = map.optional(.sandbox, mapOf: Sandbox.Key.self) { self.sandbox.read(sandbox) }
    }
}

extension Settings.Journal.Sandbox {
    enum Key: String, MapKey {
        case entries, bytes
    }

    mutating func read(_ map: MapReader<Key>) {
        map.read(.entries, as: .integer(1...Settings.Journal.mostEntries), into: &self.entries)
        map.read(.bytes, as: .bytes(Settings.Journal.allowedBytes), into: &self.bytes)
    }
}
