import YAMLReading

extension Settings {
    /// What the validation after -1 may take and tell (docs/protocol.md, "Validation").
    public struct Validation: Hashable, Sendable {
        /// How many findings of a file are kept; all are counted: 1 to 10 000, by default 100.
        public var findings = 100
        /// What one validation may take for what grows with the file: 8 MiB to 1 GiB, by default 32 MiB.
        public var memory = 32 << 20
        /// How many files are validated at once, in all environments together: 1 to 64, by default 2.
        public var atOnce = 2

        public init() {}
    }
}

extension Settings.Validation {
    enum Key: String, MapKey {
        case findings, memory
        case atOnce = "at-once"
    }

    mutating func read(_ map: MapReader<Key>) {
        map.read(.findings, as: .integer(1...10_000), into: &self.findings)
        map.read(.memory, as: .bytes(8 << 20...1 << 30), into: &self.memory)
        map.read(.atOnce, as: .integer(1...64), into: &self.atOnce)
    }
}
