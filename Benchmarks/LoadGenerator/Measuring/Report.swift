import Foundation

/// The one line that a subcommand prints. Figures that it does not have are left out.
struct Report: Encodable {
    let command: String
    var count: Int
    var connections: Int?
    var bytes: Int?
    var seconds: Double?
    var perSecond: Double?
    var megabytesPerSecond: Double?
    var p50Milliseconds: Double?
    var p99Milliseconds: Double?
    var medianMilliseconds: Double?
    var minimumMilliseconds: Double?
    var processorSeconds: Double?
    var peakGrowthBytes: Int?

    /// Many calls within a time.
    init(_ command: String, _ measurement: Measurement, connections: Int) {
        self.command = command
        count = measurement.work.durations.count
        self.connections = connections
        if measurement.work.bytes > 0 {
            bytes = measurement.work.bytes
            megabytesPerSecond = Double(measurement.work.bytes) / 1e6 / measurement.seconds
        }
        seconds = measurement.seconds
        perSecond = measurement.perSecond
        p50Milliseconds = measurement.work.durations.milliseconds(percentile: 0.5)
        p99Milliseconds = measurement.work.durations.milliseconds(percentile: 0.99)
        processorSeconds = measurement.processorSeconds
    }

    /// A few repetitions of one thing.
    ///
    /// - Parameter peakGrowth: resident memory at its peak above what it was before, in bytes.
    init(_ command: String, _ durations: Durations, bytes: Int, peakGrowth: Int? = nil) {
        self.command = command
        count = durations.count
        self.bytes = bytes
        medianMilliseconds = durations.milliseconds(percentile: 0.5)
        minimumMilliseconds = durations.milliseconds(percentile: 0)
        peakGrowthBytes = peakGrowth
    }

    func print() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
}
