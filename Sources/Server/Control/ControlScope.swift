public import Domain
import Foundation
public import Journal

/// What somebody controls while the emulator runs: what an environment's users have in common, or one sandbox
/// (docs/protocol.md, "Sandboxes").
///
/// Any thread may use it. Of two changes to one scope at once the second waits for the first. Every call but those of a
/// deleted sandbox works for as long as the emulator runs; those throw ``ControlError`` `sandbox-unknown`.
public struct ControlScope: Sendable {
    public let environment: RunningEnvironment
    /// `nil` for what the environment's users have in common.
    public let sandbox: Sandbox?

    let emulator: Emulator

    /// By what the scope's clock and scenarios are known; `nil` for those of all.
    public var user: UserAddress? { self.sandbox?.user }

    /// What the scope's clients did; of a sandbox that is gone, one that is closed or off.
    public var journal: Journal { self.environment.journals.journal(of: self.sandbox?.name.user) }

    /// - Throws: when the sandbox is gone.
    func requireLife() throws(ControlError) {
        // Another may have its name by now.
        if let sandbox, try self.environment.sandboxes.sandbox(sandbox.name) !== sandbox {
            throw .noSuchSandbox(sandbox.name, in: self.environment.name)
        }
    }

    /// Everything is as it was at the start: no deliveries, uploads and sessions, an empty journal, the first scenarios with
    /// nothing counted.
    ///
    /// A sandbox keeps its first certificate, begins its ids anew, and its clock has the time of the one for all. The reset
    /// of an environment touches neither its sandboxes nor the clock, which both environments share. A request under way
    /// may be answered as if nothing had been.
    ///
    /// - Throws: the failure of the disk; a second call then goes on.
    public func reset() async throws {
        if let sandbox { return try await self.environment.sandboxes.reset(sandbox) }
        let environment = self.environment
        try await self.emulator.turn.take {
            await environment.validationsSettled()
            try await environment.forgetAllOutsideSandboxes()
        }
    }
}

extension Emulator {
    /// - Throws: ``ControlError``, when the environment is not served or has no such sandbox.
    public func scope(
        _ environment: EnvironmentName,
        sandbox: SandboxName? = nil
    ) throws(ControlError) -> ControlScope {
        guard let running = self.environments.first(where: { $0.name == environment }) else {
            throw .notServed(environment)
        }
        guard let sandbox else { return ControlScope(environment: running, sandbox: nil, emulator: self) }
        return ControlScope(environment: running, sandbox: try running.sandboxes.sandbox(sandbox), emulator: self)
    }

    /// Everything is as it was at the start: what ``ControlScope/reset()`` does in each environment, no sandbox, the clock as
    /// it began, and no user with a clock apart.
    ///
    /// - Throws: as ``ControlScope/reset()``, and as ``Sandboxes/removeAll()``.
    public func reset() async throws {
        for environment in self.environments {
            try await environment.sandboxes.removeAll()
            try await self.scope(environment.name).reset()
        }
        // One that somebody makes meanwhile keeps its clock.
        await self.turn.take { self.clocks.beginAnew { SandboxName.isUser($0.name) } }
    }
}
