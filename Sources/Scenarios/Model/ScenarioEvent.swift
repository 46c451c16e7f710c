/// What happens around a request, just before it is judged.
public enum ScenarioEvent: Hashable, Sendable {
    /// The client's session is gone, as if it had never begun.
    case forgetSession
    /// The client's certificate is revoked.
    case revokeCertificate
    /// The environment is closed: uploads are answered with 503 and `Retry-After`.
    case maintenance(Maintenance)

    public struct Maintenance: Hashable, Sendable {
        /// By the emulator's clock, from 1 s.
        public let length: Duration
        /// Whether heartbeats are answered as always; if not, with 503 too.
        public let heartbeatIsUp: Bool
    }
}
