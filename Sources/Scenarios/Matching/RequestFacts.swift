public import Domain

/// What is known of a request when the scenarios decide about it: after its certificate and its path, before its
/// session, its grants and its body.
public struct RequestFacts: Hashable, Sendable {
    public var environment: EnvironmentName
    public var endpoint: Endpoint
    /// The user's name; `nil` where the certificate stands for nobody.
    public var user: String?
    /// Whose an upload is: the session's token, or the certificate's fingerprint where sessions are optional.
    ///
    /// Only counts are kept by it; nothing drawn depends on it.
    public var owner: String?
    public var file: FileFacts
    public var fragment: FragmentIndex?
    /// The delivery that a history call asks for.
    public var delivery: DeliveryID?

    public init(
        environment: EnvironmentName,
        endpoint: Endpoint,
        user: String?,
        owner: String? = nil,
        file: FileFacts = FileFacts(),
        fragment: FragmentIndex? = nil,
        delivery: DeliveryID? = nil
    ) {
        self.environment = environment
        self.endpoint = endpoint
        self.user = user
        self.owner = owner
        self.file = file
        self.fragment = fragment
        self.delivery = delivery
    }
}

/// The file that a request is about, as far as it is known; a condition on what is not known does not hold.
public struct FileFacts: Hashable, Sendable {
    public var organisation: OrganisationNumber?
    public var program: StatisticalProgram?
    public var format: FileFormatName?
    /// The registered version, also where the client left it out.
    public var version: String?
    public var period: ReferencePeriod?
    public var name: String?

    /// Of a file about which nothing is known.
    public init() {}

    public init(_ submission: SubmissionFacts, name: String) {
        self.organisation = submission.organisation
        self.program = submission.program
        self.format = submission.format
        self.version = submission.version
        self.period = submission.period
        self.name = name
    }

    public init(_ parameters: SubmissionParameters) {
        self.init(SubmissionFacts(parameters), name: parameters.fileName)
    }
}
