public import Domain
import YAMLReading

extension Settings {
    /// What becomes of uploads that are sent twice, or that nobody finishes.
    public struct Uploads: Hashable, Sendable {
        /// An unfinished upload that gets no fragment for so long is removed with its bytes: 1 s to 168 h, by default
        /// 20 min.
        public var abandonAfter: Duration = .seconds(20 * 60)

        /// Whether the latest fragment is acknowledged again when it comes again with the same bytes, and -1 too; by
        /// default it is.
        public var repeats: Tolerance = .accept

        public init() {}
    }
}

extension Settings.Uploads {
    enum Key: String, MapKey {
        case repeats
        case abandonAfter = "abandon-after"
    }

    mutating func read(_ map: MapReader<Key>) {
        map.read(.repeats, as: .oneOf, into: &self.repeats)
        map.read(.abandonAfter, as: .duration(.seconds(1) ... .hours(168)), into: &self.abandonAfter)
    }
}
