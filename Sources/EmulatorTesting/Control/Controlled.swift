public import Server

/// What a test controls: the users of the settings together, or one sandbox.
///
/// Each change holds from the next request on. Of two at once the second waits for the first.
public protocol Controlled: Sendable {
    /// The control itself, for whatever has no shorter way.
    ///
    /// - Throws: `ControlError` when the sandbox is gone.
    var scope: ControlScope { get throws }
}

extension Controlled {
    /// Everything is as it was at the start: no deliveries, uploads and sessions, the first scenarios with nothing counted, the
    /// first certificate.
    public func reset() async throws { try await self.scope.reset() }
}
