import NIOCore

/// A host as a URL writes it, without its port, for comparison: lower case, a version 6 address in brackets.
struct HostName: Hashable, Sendable {
    let text: String

    /// - Parameter host: as somebody names an address to listen on.
    init(_ host: String) {
        self.text = host.contains(":") && !host.hasPrefix("[") ? "[\(host.lowercased())]" : host.lowercased()
    }

    /// - Parameter authority: `host` or `host:port` (RFC 9110, 7.2).
    /// - Returns: `nil` for what has another form.
    init?(authority: String) {
        let lower = authority.lowercased()
        guard let match = lower.wholeMatch(of: /(\[[0-9a-f:.]+\]|[^:\[\]@\/]+)(:[0-9]{1,5})?/) else { return nil }
        self.text = String(match.1)
    }
}

/// What leads to this machine only.
enum LoopbackHost {
    static let names: Set<String> = ["127.0.0.1", "[::1]", "localhost"]

    /// - Parameter host: an address or a name, as somebody names it to listen on.
    static func contains(_ host: String) -> Bool {
        if host.lowercased() == "localhost" { return true }
        guard let address = try? SocketAddress(ipAddress: host, port: 0) else { return false }
        switch address {
        case .v4: return host.hasPrefix("127.")
        case .v6: return address.ipAddress == "::1"
        case .unixDomainSocket: return false
        }
    }
}
