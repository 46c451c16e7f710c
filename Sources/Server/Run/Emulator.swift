public import Domain
import Foundation
public import Logging
import NIOConcurrencyHelpers
import NIOCore
public import PKI
import Scenarios
public import Settings

/// A running emulator: the test environment, and the production environment where it was asked for. Nothing of one is
/// visible in the other.
///
/// ``start(_:clocks:logger:)`` returns when it accepts connections; ``stop()`` returns when it has let go of
/// everything.
public final class Emulator: Sendable {
    public let test: RunningEnvironment
    /// `nil` when it was not asked for.
    public let production: RunningEnvironment?

    /// Whoever changes something while the emulator runs takes it first.
    let turn = ControlTurn()
    let parts: SharedParts
    private let isRunning = NIOLockedValueBox(true)

    private init(test: RunningEnvironment, production: RunningEnvironment?, _ parts: SharedParts) {
        self.test = test
        self.production = production
        self.parts = parts
    }

    /// Those that run, test first.
    public var environments: [RunningEnvironment] { [self.test] + (self.production.map { [$0] } ?? []) }

    var clocks: EmulatorClocks { self.parts.clocks }
    /// In force since the start.
    public var settings: Settings { self.parts.settings }
    var settingsText: String { self.parts.settingsText }
    var seed: Seed { self.parts.seed }

    /// Keys and certificates, for the emulator and for its clients.
    public var certificates: CertificateFolder { self.parts.certificates }

    /// - Throws: ``EmulatorError``, or the failure of a part, each with a text for the user; nothing is left running.
    public static func start(
        _ options: ServeOptions,
        clocks: EmulatorClocks = EmulatorClocks(),
        logger: Logger
    ) async throws -> Emulator {
        try options.check()
        let parts = try SharedParts.make(options, clocks: clocks, logger: logger)
        do {
            return try await self.start(options, parts)
        } catch {
            // The reason why it cannot start is worth more than what else goes wrong then.
            try? await parts.release()
            throw error
        }
    }

    private static func start(_ options: ServeOptions, _ parts: SharedParts) async throws -> Emulator {
        let test = try await RunningEnvironment.start(.test, port: options.port, parts)
        guard let port = options.productionPort else { return Emulator(test: test, production: nil, parts) }
        do {
            let production = try await RunningEnvironment.start(.production, port: port, parts)
            return Emulator(test: test, production: production, parts)
        } catch {
            try? await test.stopListening(grace: .zero)
            try? await test.finish()
            throw error
        }
    }

    /// Returns when every file that was accepted until now has been validated. Validation takes real time: who moves the
    /// clock waits for it first, so that the status does not depend on the machine.
    public func validationsSettled() async {
        for environment in self.environments { await environment.validationsSettled() }
    }

    /// Forgets idle sessions and abandoned uploads now instead of at the next round.
    public func sweep() async throws {
        for environment in self.environments { try await environment.sweep() }
    }

    /// Finishes requests in flight, for as long as `limits.shutdown-grace` allows, and lets go of everything. A second
    /// call does nothing.
    public func stop() async throws {
        guard
            self.isRunning.withLockedValue({ isRunning in
                defer { isRunning = false }
                return isRunning
            })
        else { return }
        let grace = TimeAmount(self.parts.settings.limits.shutdownGrace)
        var ends = await self.concurrently { try await $0.stopListening(grace: grace) }
        ends += await self.concurrently { try await $0.finish() }
        ends.append(await Result.outcome { try await self.parts.release() })
        for end in ends { try end.get() }
    }

    /// Does it in all environments at once; one that fails keeps no other.
    private func concurrently(
        _ body: @escaping @Sendable (RunningEnvironment) async throws -> Void
    ) async -> [Result<Void, any Error>] {
        await withTaskGroup(of: Result<Void, any Error>.self) { group in
            for environment in self.environments {
                group.addTask { await Result.outcome { try await body(environment) } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}
