public import Domain

/// For which requests a rule is meant. All that are given must hold; one that is not given holds for any request.
public struct Conditions: Hashable, Sendable {
    public internal(set) var endpoint: Endpoint?
    /// One of these users' names; empty for any, as in every list here.
    public internal(set) var users: [String] = []
    public internal(set) var organisations: [OrganisationNumber] = []
    public internal(set) var programs: [StatisticalProgram] = []
    public internal(set) var formats: [FileFormatName] = []
    /// Compared without regard to case.
    public internal(set) var versions: [String] = []
    public internal(set) var periods: [ReferencePeriod] = []
    public internal(set) var fileNames: [FileNamePattern] = []
    public internal(set) var fragment: FragmentPattern?
    /// Which of the requests that meet the conditions above.
    public internal(set) var occurrence: OccurrencePattern?
    /// Among which requests ``occurrence`` counts; `nil` when the file leaves it to ``defaultScope``.
    public internal(set) var per: CountingScope?
    /// Of the requests that meet everything above, how many; `nil` for all.
    public internal(set) var share: Share?

    init() {}

    /// Among which requests the rule counts.
    public var scope: CountingScope { self.per ?? self.defaultScope }

    /// Requests of one upload where there is one, else of one user.
    var defaultScope: CountingScope {
        switch self.endpoint {
        case .upload, .history: .upload
        case .heartbeat, nil: .user
        }
    }

    /// Whether a condition asks something of the file that a request is about; a heartbeat is about none.
    var concernFile: Bool {
        !self.organisations.isEmpty || !self.programs.isEmpty || !self.formats.isEmpty || !self.versions.isEmpty
            || !self.periods.isEmpty || !self.fileNames.isEmpty
    }

    /// Whether any request to `endpoint` can meet them.
    func canConcern(_ endpoint: Endpoint) -> Bool {
        if let own = self.endpoint, own != endpoint { return false }
        switch endpoint {
        case .heartbeat: return !self.concernFile && self.fragment == nil
        case .upload: return true
        case .history: return self.fragment == nil
        }
    }
}

/// Among which requests a rule counts.
public enum CountingScope: String, Hashable, Sendable, CaseIterable {
    /// Those of one file in one session; for history, of one delivery.
    case upload
    /// Those of one user, in one environment.
    case user
    /// All of one environment.
    case environment
}
