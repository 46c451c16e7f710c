public import Domain

/// The names that an emulator gives: those of all from the run's seed, those of each sandbox from its own.
public final class SandboxedIdentifierSource: IdentifierSource {
    private let sources: PerSandbox<SeededIdentifierSource>

    /// - Parameter common: of everybody who is in no sandbox.
    public init(common: SeededIdentifierSource) {
        self.sources = PerSandbox(common: common)
    }

    /// The sandbox's names follow from its seed and its own name from now on, and begin with the first.
    public func setApart(_ sandbox: SandboxName, seed: Seed, environment: EnvironmentName) {
        self.sources.set(SeededIdentifierSource(seed: seed, environment: environment, sandbox: sandbox), of: sandbox)
    }

    public func remove(_ sandbox: SandboxName) { self.sources.remove(sandbox) }

    public func deliveryID() -> DeliveryID { self.sources.common.deliveryID() }
    public func sessionToken() -> String { self.sources.common.sessionToken() }
    public func traceID() -> String { self.sources.common.traceID() }
    public func source(of user: String?) -> any IdentifierSource { self.sources.value(of: user) }
}
