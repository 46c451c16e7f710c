import ArgumentParser
import Domain
import Foundation
import Logging
import Server
import ServiceLifecycle
import Settings
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the emulator until Ctrl-C or SIGTERM.",
        discussion: """
            Without any option it makes its certificates under certs-dev/, listens on https://127.0.0.1:8443, keeps \
            deliveries under data/, and prints curl commands that work when pasted.

            \(ExitStatus.ofServe)
            """
    )

    @Option(help: ArgumentHelp("Settings file; without it the built-in fixtures/settings.yaml.", valueName: "file"))
    var settings: String?

    @Option(help: "Address to listen on; 0.0.0.0 for containers and WSL2.")
    var host = "127.0.0.1"

    @Option(help: "Port of the test environment, 0 to 65535; 0 takes any free one.")
    var port: UInt16 = 8443

    @Flag(help: "Serve the production environment too; the settings must have it.")
    var production = false

    @Option(
        help: ArgumentHelp(
            """
            Port of the production environment, 0 to 65535; 0 takes any free one. Implies --production. \
            (default: \(ServeOptions.usualProductionPort))
            """,
            valueName: "port"
        )
    )
    var productionPort: UInt16?

    @OptionGroup
    var tls: TLSOptions

    @OptionGroup
    var scenarios: ScenarioOptions

    @OptionGroup
    var behaviour: BehaviourOptions

    @Option(help: ArgumentHelp("Where deliveries are kept.", valueName: "folder"))
    var data = "data"

    @Flag(help: "Keep deliveries in a temporary folder that goes with the emulator; --data is then not used.")
    var ephemeral = false

    @Option(help: ArgumentHelp("Where keys and certificates are kept, and made if missing.", valueName: "folder"))
    var certs = "certs-dev"

    @OptionGroup
    var clock: ClockOptions

    @OptionGroup
    var management: ManagementArguments

    @OptionGroup
    var start: StartOptions

    @Option(help: "trace, debug, info, notice, warning, error or critical.", transform: Self.level)
    var logLevel = Logger.Level.info

    private static func level(_ text: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: text.lowercased()) else {
            let allowed = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--log-level is '\(text)'; allowed: \(allowed).")
        }
        return level
    }

    func run() async throws {
        let writer = LineWriter()
        let level = self.logLevel
        LoggingSystem.bootstrap { _ in LineLogHandler(writer: writer, level: level) }
        let logger = Logger(label: "m2m-emulator")
        defer { writer.flush(seconds: 1) }
        do {
            try await self.serve(logger: logger)
        } catch {
            // Every error that reaches a user has a text made for them; none is shown as Swift would print it.
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitStatus.afterFailedStart(error)
        }
    }

    private func serve(logger: Logger) async throws {
        var services: [any Service] = [
            EmulatorService(
                options: try self.options(),
                clocks: self.clock.clocks,
                management: try self.management.options(anyPort: self.port == 0),
                start: self.start,
                logger: logger
            )
        ]
        if self.start.exitWithParent { services.append(ParentWatch(parent: .this, logger: logger)) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "lifecycle", factory: { _ in SwiftLogNoOpLogHandler() })
            )
        )
        try await group.run()
    }

    private func options() throws -> ServeOptions {
        let profile = self.behaviour.profile
        var settings =
            try self.settings.map { path throws(SettingsError) in try Settings.load(path: path, profile: profile) }
            ?? Settings.builtIn(profile: profile)
        self.behaviour.apply(to: &settings)
        self.tls.apply(to: &settings.tls)
        var options = ServeOptions(settings: settings)
        if let path = self.settings { options.settingsText = try String(contentsOfFile: path, encoding: .utf8) }
        options.host = self.host
        options.port = Int(self.port)
        options.productionPort = self.productionPort.map { Int($0) }
        if self.production, options.productionPort == nil { options.productionPort = ServeOptions.usualProductionPort }
        options.dataFolder = self.ephemeral ? nil : self.data
        options.certificatesFolder = self.certs
        try self.scenarios.apply(to: &options)
        return options
    }
}
