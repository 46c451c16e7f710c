import Domain
public import PKI
public import Scenarios
public import Settings

/// Where and with what an emulator runs.
public struct ServeOptions: Sendable {
    public var settings: Settings
    /// The file that ``settings`` were read from, for who wants to run the like of it once more; that of the built-in ones
    /// unless said otherwise.
    public var settingsText = Settings.defaultText
    /// An address or name to listen on, for every environment.
    public var host = "127.0.0.1"
    /// Of the test environment; 0 for any free port.
    public var port = 8443
    /// Of the production environment, 0 for any free port; `nil` when that is not served.
    public var productionPort: Int?
    /// Where deliveries are kept, each environment's in a folder of its own; `nil` for a temporary folder that goes with
    /// the emulator.
    public var dataFolder: String? = "data"
    /// Where keys and certificates are kept; made if it is not there.
    public var certificatesFolder = "certs-dev"
    /// Of what the emulator shows as its own certificate. P-256 alone is made at once; an RSA key takes some tenths of a second
    /// at a folder's first start.
    public var serverKeys = CertificateFolder.usualServerKeys
    /// What is played from the start, in each environment by itself; the rules of the first are asked first.
    public var scenarios = [ReadyScenario.triggers.scenario]
    /// The files and ready scenarios that ``scenarios`` were read from, in their order. A file that changes while the
    /// emulator runs has all of them read again, and played from the next request on; one that cannot be read changes
    /// nothing. Empty to look at no file.
    public var scenarioSources: [String] = []
    /// What all chance and all names of the run follow from.
    public var seed = Seed.random()

    /// Where production listens when it is asked for without a port.
    public static let usualProductionPort = 9443

    public init(settings: Settings) {
        self.settings = settings
    }

    /// The environments to be served, test first.
    var environments: [(name: EnvironmentName, port: Int)] {
        [(.test, self.port)] + (self.productionPort.map { [(.production, $0)] } ?? [])
    }

    /// - Throws: ``EmulatorError`` when the settings do not have what is to be served.
    func check() throws(EmulatorError) {
        for (name, _) in self.environments where self.settings.environments[name] == nil {
            throw .notInSettings(name)
        }
    }
}
