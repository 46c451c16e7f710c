public import Domain
public import Logging
public import Scenarios
public import Server
public import Settings

/// What an emulator in a test is to be; everything has a default.
public struct EmulatorOptions: Sendable {
    /// By default the settings that the emulator has without a file: the users `demo` and `fund`, VINN and KRITA.
    public var settings: Settings
    /// The clock for all; by default one that stands at the machine's time. Each sandbox has its own, which begins with the time
    /// of this one.
    public var clock: ControllableClock
    /// Whether the production environment runs too, on a free port of its own.
    public var production = false
    /// What is played from the start; by default what the names of files ask for.
    public var scenarios: [Scenario] = [ReadyScenario.triggers.scenario]
    /// What all chance and all ids follow from. A sandbox has its own.
    public var seed = Seed.random()
    /// Where deliveries are kept, for a test of what outlives a restart; `nil` for a temporary folder.
    public var dataFolder: String?
    /// Where keys and certificates are kept, made if they are not there; `nil` for those that all emulators of the process
    /// share, with keys of the type P-256.
    public var certificatesFolder: String?
    /// By default nothing is logged.
    public var logger = Logger(label: "emulator", factory: { _ in SwiftLogNoOpLogHandler() })
    /// Changes anything else, at last.
    public var configure: @Sendable (inout ServeOptions) -> Void = { _ in }

    public init(
        settings: Settings = .default,
        clock: ControllableClock = ControllableClock(isFrozen: true)
    ) {
        self.settings = settings
        self.clock = clock
    }

    /// How the emulator is started.
    func serveOptions() throws -> ServeOptions {
        var settings = self.settings
        if self.certificatesFolder == nil { settings.useQuickKeys() }
        var options = ServeOptions(settings: settings)
        options.port = 0
        options.productionPort = self.production ? 0 : nil
        options.dataFolder = self.dataFolder
        options.scenarios = self.scenarios
        options.seed = self.seed
        if let certificatesFolder {
            options.certificatesFolder = certificatesFolder
        } else {
            options.certificatesFolder = try SharedCertificates.folder(for: settings, at: self.clock.now)
            options.serverKeys = [.p256]
        }
        self.configure(&options)
        return options
    }
}

extension Settings {
    /// RSA keys take some tenths of a second to make.
    fileprivate mutating func useQuickKeys() {
        for environment in self.environments.keys {
            for index in self.environments[environment]?.reporters.indices ?? 0..<0 {
                self.environments[environment]?.reporters[index].keyType = .p256
            }
        }
    }
}
