/// Durations in nanoseconds, and the few figures drawn from them.
struct Durations: Sendable {
    private var values: [UInt64] = []

    var count: Int { values.count }

    mutating func append(_ nanoseconds: UInt64) { values.append(nanoseconds) }

    mutating func append(contentsOf other: Durations) { values.append(contentsOf: other.values) }

    /// The duration in milliseconds that the given share of all is no longer than (nearest rank).
    func milliseconds(percentile share: Double) -> Double {
        guard !values.isEmpty else { return 0 }
        let rank = Int((share * Double(values.count)).rounded(.up)) - 1
        return Double(values.sorted()[min(max(rank, 0), values.count - 1)]) / 1e6
    }
}
