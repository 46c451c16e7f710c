import Client
import Domain
import Foundation
import Journal
import Logging
import PKI
import Scenarios
import Server
import Settings

/// Plays the calls of a bundle against an emulator of its own.
struct BundleReplay {
    let bundle: BundleDocument
    /// For certificates and for what fragments carry; its owner's alone.
    let folder: URL

    /// In the order in which they began.
    private var entries: [JournalEntryDocument] {
        self.bundle.entries.sorted { ($0.machineTime, $0.number) < ($1.machineTime, $1.number) }
    }

    /// - Throws: what keeps the emulator from being started as it was.
    func run() async throws -> ReplayResult {
        let settings = try self.settings()
        let clock = ControllableClock(startingAt: try self.time(of: self.entries[0]), isFrozen: true)
        let emulator = try await Emulator.start(
            try self.options(settings),
            clocks: EmulatorClocks(clock),
            logger: Logger(label: "replay", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        do {
            let clients = try await ReplayClients(
                emulator,
                self.bundle,
                scenarios: self.scenarios(settings),
                self.folder
            )
            let result = await Result { try await self.play(on: emulator, clients, settings) }
            await clients.close()
            try await emulator.stop()
            return try result.get()
        } catch {
            try? await emulator.stop()
            throw error
        }
    }

    private func settings() throws -> Settings {
        var settings = try Settings.parse(
            self.bundle.settings,
            file: "the bundle's settings",
            profile: Settings.Profile(rawValue: self.bundle.profile)
        )
        settings.answers.variants = Set(self.bundle.variants.compactMap(AnswerVariant.init))
        settings.tls.refusal = Settings.RefusalMode(rawValue: self.bundle.refusal) ?? settings.tls.refusal
        return settings
    }

    private func scenarios(_ settings: Settings) throws -> [Scenario] {
        let recorded = try self.bundle.scenarios.map { try Scenario.parse($0, file: "the bundle's scenario") }
        return recorded + [try ReplayVerdicts.scenario(of: self.bundle, settings: settings)].compactMap(\.self)
    }

    private func options(_ settings: Settings) throws -> ServeOptions {
        var options = ServeOptions(settings: settings)
        options.port = 0
        options.productionPort = self.bundle.environment == EnvironmentName.production.rawValue ? 0 : nil
        options.dataFolder = nil
        options.certificatesFolder = self.folder.appendingPathComponent("certs").path
        options.serverKeys = [.p256]
        options.scenarios = self.bundle.sandbox == nil ? try self.scenarios(settings) : []
        options.seed = Seed(self.bundle.seed) ?? options.seed
        return options
    }

    private func time(of entry: JournalEntryDocument) throws -> Date {
        guard let time = EmulatorTime.parse(entry.time) else {
            throw ReplayError(
                description: "The time '\(entry.time)' of entry \(entry.number) is none: \(EmulatorTime.forms) is."
            )
        }
        return time
    }

    private func play(
        on emulator: Emulator,
        _ clients: ReplayClients,
        _ settings: Settings
    ) async throws -> ReplayResult {
        let contents = ReplayContents(self.bundle, settings: settings)
        var (result, calls) = (ReplayResult(), ReplayCalls())
        for entry in self.entries {
            guard let request = entry.request, calls.obstacle(entry) == nil,
                let client = try clients.client(of: entry)
            else {
                let reason = calls.obstacle(entry) ?? "the settings have no user '\(entry.user ?? "")'"
                result.skipped.append("entry \(entry.number), \(entry.request?.words ?? "failed handshake"): \(reason)")
                continue
            }
            try await emulator.set(to: self.time(of: entry), of: clients.clock)
            let part = try request.upload.map { try self.part(contents.content(of: entry), $0.fileName) }
            let now: String
            do throws(TransportFailure) {
                let answer = try await client.send(calls.call(request, part: part))
                calls.learn(request, answer)
                now = answer.outcome
            } catch {
                now = "no answer"
            }
            result.played += 1
            // Of a client that had gone, nobody knows what it would have been told.
            guard entry.outcome != "abandoned", now != request.recordedOutcome else { continue }
            result.differences.append(
                "entry \(entry.number), \(request.words): recorded \(request.recordedOutcome), now \(now)"
            )
        }
        return result
    }

    /// The client reads what it sends from a file.
    private func part(_ content: Data, _ name: String) throws -> FilePart {
        let file = self.folder.appendingPathComponent("content")
        try content.write(to: file)
        return FilePart(path: file.path, name: name, bytes: 0..<content.count)
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
