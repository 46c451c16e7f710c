public import Domain

/// What the emulator is told before it starts: who may report what, and how it behaves.
///
/// Read from a YAML file, see ``load(path:)``; every key is documented in the file that the emulator uses when it is
/// given none, `fixtures/settings.yaml`. The defaults of keys that a file leaves out stand in the types themselves.
public struct Settings: Hashable, Sendable {
    /// What the emulator can serve, each environment with its own users; `.test` is always there.
    public var environments: [EnvironmentName: Environment]
    /// The registered file formats; at least one.
    public var formats: FormatCatalogue
    /// Which defaults the settings of strictness have had, see ``adopt(_:)``.
    public internal(set) var profile: Profile = .documented
    /// How long a delivery is *Bearbetar* before it is *Inläst*: 0 ms to 24 h, by default 2 s.
    public var processingDelay: Duration = .seconds(2)
    public var session = Session()
    /// Whether a fragment index with the Swedish minus is taken; by default it is refused.
    public var unicodeMinus: Tolerance = .refuse
    /// Whether an organisation number whose last digit is not its check digit is taken; by default it is.
    public var organisationCheckDigit: Tolerance = .accept
    public var uploads = Uploads()
    public var validation = Validation()
    public var answers = Answers()
    public var journal = Journal()
    public var limits = Limits()
    public var tls = TLS()
    public var certificates = Certificates()

    /// Everything that is not given here has its default.
    public init(environments: [EnvironmentName: Environment], formats: FormatCatalogue) {
        self.environments = environments
        self.formats = formats
    }
}
