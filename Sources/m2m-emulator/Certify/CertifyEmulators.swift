import Domain
import Foundation
import Logging
import PKI
import ReportCard
import Scenarios
import Server
import Settings

/// The emulators of a certification, one at a time: situations with the same conditions share one.
actor CertifyEmulators {
    private let folder: String
    private var running: (conditions: Situation.Conditions, emulator: Emulator)?

    /// - Parameter folder: for keys and certificates.
    init(folder: String) {
        self.folder = folder
    }

    /// - Throws: when it cannot start.
    func emulator(for situation: Situation) async throws -> Emulator {
        var conditions = situation.conditions
        // That is a matter of the user's, not of the emulator's.
        conditions.clientCertificate = .valid
        if let running, running.conditions == conditions { return running.emulator }
        try await self.stop()
        let emulator = try await Emulator.start(
            self.options(conditions),
            logger: Logger(label: "certify", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        self.running = (conditions, emulator)
        return emulator
    }

    func stop() async throws {
        guard let (_, emulator) = self.running else { return }
        self.running = nil
        try await emulator.stop()
    }

    private func options(_ conditions: Situation.Conditions) -> ServeOptions {
        var settings = Settings.builtIn(profile: conditions.profile)
        settings.processingDelay = .seconds(1)
        // A client that asks without a pause is to be judged, not to drive its own traces out.
        settings.journal.sandbox.entries = 500_000
        settings.journal.sandbox.bytes = 1 << 30
        settings.tls.serverCertificate = conditions.serverCertificate
        settings.tls.refusal = conditions.refusal
        settings.answers.variants.formUnion(conditions.variants)
        for environment in settings.environments.keys {
            for index in settings.environments[environment]?.reporters.indices ?? 0..<0 {
                settings.environments[environment]?.reporters[index].keyType = .p256
            }
        }
        var options = ServeOptions(settings: settings)
        options.port = 0
        options.productionPort = settings.environments[.production].map { _ in 0 }
        options.dataFolder = nil
        options.certificatesFolder = "\(self.folder)/certs"
        options.scenarios = []
        return options
    }
}
