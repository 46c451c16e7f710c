/// The scenarios that are built into the emulator: the files of `fixtures/scenarios`, with their comments.
public enum ReadyScenario: String, Hashable, Sendable, CaseIterable {
    /// Outcomes for files whose names ask for them; the only one that is played without being asked for.
    case triggers
    /// Slow answers, bursts of 503 and long processing, as before a deadline.
    case filingDay = "filing-day"
    /// Connections that break and stall.
    case flakyNetwork = "flaky-network"
    /// The environment closes for a while.
    case maintenance
    /// Each final status in turn.
    case everyStatus = "every-status"
    /// Each adverse path once.
    case pedantic
    /// Kept connections that are closed between two calls.
    case idleClose = "idle-close"

    /// The file.
    public var text: String {
        let bytes =
            switch self {
            case .triggers: PackageResources.triggers_yaml
            case .filingDay: PackageResources.filing_day_yaml
            case .flakyNetwork: PackageResources.flaky_network_yaml
            case .maintenance: PackageResources.maintenance_yaml
            case .everyStatus: PackageResources.every_status_yaml
            case .pedantic: PackageResources.pedantic_yaml
            case .idleClose: PackageResources.idle_close_yaml
            }
        return String(decoding: bytes, as: UTF8.self)
    }

    public var scenario: Scenario {
        do {
            return try Scenario.parse(self.text, file: "\(self.rawValue).yaml")
        } catch {
            preconditionFailure("A scenario built into the emulator is wrong:\n\(error)")
        }
    }
}
