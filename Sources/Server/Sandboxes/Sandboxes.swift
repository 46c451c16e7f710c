public import Domain
import NIOConcurrencyHelpers
import NIOPosix
import PKI
import Pipeline
import Scenarios
import TLS

/// The sandboxes of one environment.
///
/// Any thread may call it.
public final class Sandboxes: Sendable {
    private enum Place {
        /// The name is taken by one that is being made, or removed.
        case changing
        case ready(Sandbox)
    }

    private struct State {
        var places: [SandboxName: Place] = [:]
        var lastNumber = 0

        mutating func nextName() -> SandboxName {
            while true {
                self.lastNumber += 1
                if let name = SandboxName("s\(self.lastNumber)"), self.places[name] == nil { return name }
            }
        }
    }

    let parts: SandboxParts
    private let state = NIOLockedValueBox(State())

    init(_ parts: SandboxParts) {
        self.parts = parts
    }

    /// In the order of their names.
    public var all: [Sandbox] {
        self.state.withLockedValue { state in
            state.places.values.compactMap { place in
                if case .ready(let sandbox) = place { sandbox } else { nil }
            }
        }.sorted { $0.name.text < $1.name.text }
    }

    /// - Throws: ``ControlError``, `sandbox-unknown`.
    public func sandbox(_ name: SandboxName) throws(ControlError) -> Sandbox {
        guard case .ready(let sandbox) = self.state.withLockedValue({ $0.places[name] }) else {
            throw .noSuchSandbox(name, in: self.parts.environment)
        }
        return sandbox
    }

    /// Makes a sandbox. Its clock has the time of the one for all, and stands or goes as that does, and is its own from
    /// then on.
    ///
    /// - Throws: ``ControlError``, `sandbox-exists` or `sandbox-limit`; otherwise a failure to make the certificate.
    public func make(_ order: SandboxOrder = SandboxOrder()) async throws -> Sandbox {
        let name = try self.take(order.name)
        do {
            let sandbox = self.parts.sandbox(name, order)
            self.parts.begin(sandbox, order)
            try await self.issue(to: sandbox, order.keyType)
            self.state.withLockedValue { $0.places[name] = .ready(sandbox) }
            return sandbox
        } catch {
            self.parts.end(name)
            self.state.withLockedValue { $0.places[name] = nil }
            throw error
        }
    }

    /// Removes a sandbox and everything of it.
    ///
    /// - Throws: ``ControlError``, `sandbox-unknown`; the failure of the disk, and then it can be removed once more.
    public func remove(_ name: SandboxName) async throws {
        let sandbox = try self.sandbox(name)
        try await sandbox.turn.take {
            // Another may have removed it while this waited.
            guard try self.sandbox(name) === sandbox else {
                throw ControlError.noSuchSandbox(name, in: sandbox.environment)
            }
            self.state.withLockedValue { $0.places[name] = .changing }
            do {
                let pipeline = self.parts.pipeline
                pipeline.dismiss(name)
                try await self.parts.work.storage.runIfActive { try pipeline.forgetAll(of: name.user) }
            } catch {
                self.state.withLockedValue { $0.places[name] = .ready(sandbox) }
                throw error
            }
            self.parts.forgetRevocations(of: sandbox.certificates)
            self.parts.end(name)
            self.state.withLockedValue { $0.places[name] = nil }
        }
    }

    /// Removes all there are.
    ///
    /// - Throws: the first failure, when all the others are removed.
    public func removeAll() async throws {
        var failure: (any Error)?
        for sandbox in self.all {
            do {
                try await self.remove(sandbox.name)
            } catch let error as ControlError where error.kind == .sandboxUnknown {
                continue
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// Puts a sandbox back where it was when it was made, its first certificate included.
    func reset(_ sandbox: Sandbox) async throws {
        let (parts, name) = (self.parts, sandbox.name)
        try await sandbox.turn.take {
            guard try self.sandbox(name) === sandbox else {
                throw ControlError.noSuchSandbox(name, in: sandbox.environment)
            }
            try await parts.work.storage.runIfActive { try parts.pipeline.forgetAll(of: name.user) }
            parts.forgetRevocations(of: sandbox.certificates)
            sandbox.dropLaterCertificates()
            parts.pipeline.admit(sandbox.domainUser)
            parts.beginAnew(sandbox)
        }
    }

    /// Issues the sandbox another certificate, good from the next request on.
    ///
    /// - Throws: a failure to make it.
    @discardableResult
    func issue(to sandbox: Sandbox, _ keyType: KeyType) async throws -> SandboxCertificate {
        let parts = self.parts
        let certificate = try await parts.work.checks.runIfActive { try parts.certificate(for: sandbox, keyType) }
        sandbox.add(certificate)
        parts.pipeline.admit(sandbox.domainUser)
        return certificate
    }

    private func take(_ wanted: SandboxName?) throws(ControlError) -> SandboxName {
        let (limit, environment) = (self.parts.limit, self.parts.environment)
        let result = self.state.withLockedValue { state -> Result<SandboxName, ControlError> in
            guard state.places.count < limit else { return .failure(.sandboxLimit(limit, in: environment)) }
            if let wanted, state.places[wanted] != nil { return .failure(.sandboxExists(wanted, in: environment)) }
            let name = wanted ?? state.nextName()
            state.places[name] = .changing
            return .success(name)
        }
        return try result.get()
    }
}
