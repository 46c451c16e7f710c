/// Which of the interface's calls a request is (docs/protocol.md, "Endpoints").
public enum Endpoint: String, Hashable, Sendable, CaseIterable {
    case heartbeat, upload, history
}
